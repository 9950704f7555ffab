import { texts } from './texts.ts';
import { toast } from './toasts.ts';

const FONT = 'system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';
const MARGIN = 24;
const HEAD = 56;
const FOOT = 40;
/** For screens of two pixels a point, and print. */
const SCALE = 2;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A colour of the style sheet as it is in the light: a picture is printed and pasted on white. */
export function lightColour(name: string): string {
  const probe = document.createElement('span');
  probe.style.colorScheme = 'light';
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export interface Picture {
  readonly title: string;
  readonly source: string;
  readonly date: string;
  readonly width: number;
  readonly height: number;
  /** SVG within these. */
  readonly body: string;
}

/** A picture that explains itself wherever it is pasted: title, source and date are part of it. */
export function framed({ title, source, date, width, height, body }: Picture): string {
  const [w, h] = [Math.max(width + 2 * MARGIN, 520), height + HEAD + FOOT + MARGIN];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${w} ${h}" font-family='${FONT}'>
<rect width="${w}" height="${h}" fill="#ffffff"/>
<text x="${MARGIN}" y="38" font-size="20" font-weight="650" fill="#1b1e22">${escaped(title)}</text>
<g transform="translate(${MARGIN} ${HEAD})">${body}</g>
<text x="${MARGIN}" y="${h - 18}" font-size="12" fill="#555b63">${escaped(source)} · ${escaped(date)}</text>
</svg>
`;
}

export const downloadSvg = (picture: Picture, name: string): void =>
  save(new Blob([framed(picture)], { type: 'image/svg+xml' }), `${name}.svg`);

export async function downloadPng(picture: Picture, name: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([framed(picture)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.width * SCALE, image.height * SCALE];
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (blob) save(blob, `${name}.png`);
    else toast(texts.state.problem, 'failed');
  } finally {
    URL.revokeObjectURL(url);
  }
}

export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  [link.href, link.download] = [url, name];
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
