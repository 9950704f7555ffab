/** `force.land` as `Force: land`, `force.any` as `Force`: as the pages show it. */
export function measureName(id: string): string {
  const [family = '', kind] = id.split('.');
  const words = (kind === undefined || kind === 'any' ? family : `${family}: ${kind}`).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
