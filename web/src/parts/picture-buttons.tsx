import { downloadCsv } from '../csv-file.ts';
import { downloadPng, downloadSvg, type Picture } from '../picture.ts';
import { texts } from '../texts.ts';

/** Under every picture: itself, its numbers, and paper. */
export function PictureButtons({
  picture,
  name,
  csv,
  table,
}: {
  readonly picture: () => Picture;
  readonly name: string;
  /** Where its numbers are answered, */
  readonly csv?: string;
  /** or themselves. */
  readonly table?: () => readonly (readonly string[])[];
}) {
  return (
    <>
      <span class="soft">{texts.matrix.download}</span>
      <button type="button" onClick={() => downloadSvg(picture(), name)}>
        {texts.matrix.svg}
      </button>
      <button type="button" onClick={() => downloadPng(picture(), name)}>
        {texts.matrix.png}
      </button>
      {csv && (
        <a class="button" href={csv} download={`${name}.csv`}>
          {texts.register.csv}
        </a>
      )}
      {table && (
        <button type="button" onClick={() => downloadCsv(table(), name)}>
          {texts.register.csv}
        </button>
      )}
      <button type="button" onClick={() => print()}>
        {texts.matrix.print}
      </button>
    </>
  );
}
