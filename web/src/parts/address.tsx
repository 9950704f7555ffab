/** Where a page may lead: a report may hold any address, also one that would run something. */
const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** An address elsewhere, to be followed where that is safe. */
export function Address({ url, words = url }: { readonly url: string; readonly words?: string }) {
  if (!isWeb(url)) return <code>{url}</code>;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
