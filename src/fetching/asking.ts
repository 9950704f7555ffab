/** The addresses that a host's name stands for. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** In milliseconds and bytes. */
export interface Limits {
  /** From the first word to the last one. */
  readonly whole: number;
  /** Without a single byte. */
  readonly stall: number;
  /** Of the body, unpacked. */
  readonly bytes: number;
}

/** How time passes; given in tests. */
export interface Pacing {
  /** Milliseconds from any beginning, never less than before. */
  readonly elapsed: () => number;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export interface FetcherOptions {
  /** Version of the one who asks: of the package. */
  readonly version: string;
  /** How whoever runs this can be reached, told to every server: an address of mail or the web. */
  readonly contact?: string;
  /** Hosts that may be asked though they are not public, as they stand in the address: `wiki.example`, `127.0.0.1`. */
  readonly allowHosts?: readonly string[];
  /** Milliseconds between two requests to a host, where its robots.txt does not ask for more. */
  readonly gap?: number;
  readonly limits?: Partial<Limits>;
  readonly resolve?: Resolve;
  readonly pacing?: Pacing;
}

/** What one knows of an address from before, and which hosts are allowed for it beside the others. */
export interface Asked {
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly allowHosts?: readonly string[];
}

export interface Fetched {
  /** Where it was in the end. */
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly mediaType: string | undefined;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Fetcher {
  /**
   * What is at an address; null where it is as it was. Asks as robots.txt allows, one request a host at a time.
   * @throws FetchError, or InputError `input/too-large`
   */
  get(address: string, asked?: Asked): Promise<Fetched | null>;
}
