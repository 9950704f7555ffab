import { downloadPng, downloadSvg, type Picture } from '../picture.ts';
import { texts } from '../texts.ts';

/** Under every picture: itself, its numbers, and paper. */
export function PictureButtons({
  picture,
  name,
  csv,
}: {
  readonly picture: () => Picture;
  readonly name: string;
  readonly csv?: string;
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
      <button type="button" onClick={() => print()}>
        {texts.matrix.print}
      </button>
    </>
  );
}
