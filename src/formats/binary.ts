/** Files that are no text, by the bytes they start with, but those that have a parser: [what it is, offset, bytes]. */
const SIGNATURES: readonly (readonly [string, number, string])[] = [
  ['a PostScript file', 0, '%!PS'],
  ['a PNG image', 0, '\x89PNG'],
  ['a JPEG image', 0, '\xff\xd8\xff'],
  ['a GIF image', 0, 'GIF8'],
  ['a TIFF image', 0, 'II*\0'],
  ['a TIFF image', 0, 'MM\0*'],
  ['a WebP, WAV or AVI file', 0, 'RIFF'],
  ['a ZIP archive', 0, 'PK\x05\x06'],
  ['a gzip archive', 0, '\x1f\x8b'],
  ['a bzip2 archive', 0, 'BZh'],
  ['an xz archive', 0, '\xfd7zXZ\0'],
  ['a zstd archive', 0, '\x28\xb5\x2f\xfd'],
  ['a 7z archive', 0, '7z\xbc\xaf'],
  ['a RAR archive', 0, 'Rar!\x1a'],
  ['a tar archive', 257, 'ustar'],
  ['an old Office document, or one with a password', 0, '\xd0\xcf\x11\xe0'],
  ['an ELF program', 0, '\x7fELF'],
  ['a Windows program', 0, 'MZ\x90\0'],
  ['a macOS program', 0, '\xcf\xfa\xed\xfe'],
  ['a Java or macOS program', 0, '\xca\xfe\xba\xbe'],
  ['a WebAssembly module', 0, '\0asm'],
  ['an SQLite database', 0, 'SQLite format 3\0'],
  ['an Ogg file', 0, 'OggS'],
  ['an MP3 file', 0, 'ID3\x03'],
  ['an MP3 file', 0, 'ID3\x04'],
  ['a video file', 4, 'ftyp'],
];

/** What kind of binary file this is, in words; null where its start is that of none of the usual ones. */
export function binaryKind(bytes: Uint8Array): string | null {
  for (const [kind, offset, signature] of SIGNATURES) {
    if (startsAt(bytes, offset, signature)) return kind;
  }
  return null;
}

function startsAt(bytes: Uint8Array, offset: number, signature: string): boolean {
  if (bytes.length < offset + signature.length) return false;
  for (let i = 0; i < signature.length; i++) {
    if (bytes[offset + i] !== signature.charCodeAt(i)) return false;
  }
  return true;
}
