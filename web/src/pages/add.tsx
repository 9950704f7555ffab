import '../styles/add.css';
import { useRef, useState } from 'preact/hooks';
import { addressIn, look, type Sent, sent, store } from '../adding.ts';
import { PageHead } from '../parts/page-head.tsx';
import { SentReport } from '../parts/sent-report.tsx';
import { book, me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

export default function AddPage() {
  const { right } = useShared(me);
  const about = useShared(book);
  const own = about?.sample ? about.own : null;
  const mayAdd = own === null && (right === 'propose' || right === 'decide');
  const [all, setAll] = useState<readonly Sent[]>([]);
  const [isOver, setOver] = useState(false);
  // One after the other: the reader reads one report at a time.
  const line = useRef<Promise<unknown>>(Promise.resolve());
  const set = (id: number, change: Partial<Sent>): void =>
    setAll((before) => before.map((one) => (one.id === id ? { ...one, ...change } : one)));
  const take = (taken: readonly Sent[]): void => {
    setAll((before) => [...before, ...taken]);
    for (const one of taken) line.current = line.current.then(async () => set(one.id, await look(one)));
  };
  const files = (list: FileList | null | undefined): void =>
    take([...(list ?? [])].map((file) => sent(file.name, file)));
  const keep = (one: Sent): void => {
    line.current = line.current.then(() => store(one, (change) => set(one.id, change)));
  };
  const ready = all.filter(({ step }) => step === 'ready');
  return (
    <>
      <PageHead title={texts.add.title} about={texts.add.about} />
      {!mayAdd && own === null && <p class="banner as-of-banner">{texts.add.readOnly}</p>}
      {about?.sample && (
        <p class="banner as-of-banner">
          {own === null ? (
            texts.add.sample
          ) : (
            <>
              {texts.add.sampleOwn} <a href={`${own}/add`}>{texts.add.toOwn}</a>
            </>
          )}
        </p>
      )}
      {mayAdd && (
        <div class="add">
          <section
            class={`drop ${isOver ? 'over' : ''}`}
            aria-label={texts.add.files}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              files(event.dataTransfer?.files);
            }}
          >
            <label class="button">
              {texts.add.choose}
              <input
                type="file"
                multiple
                class="hidden"
                onChange={({ currentTarget }) => {
                  files(currentTarget.files);
                  currentTarget.value = '';
                }}
              />
            </label>
            <p class="soft">{texts.add.drop}</p>
          </section>
          <form
            class="paste"
            onSubmit={(event) => {
              event.preventDefault();
              const { currentTarget: form } = event;
              if (!(form instanceof HTMLFormElement)) return;
              const written = new FormData(form);
              const text = String(written.get('text') ?? '');
              if (text.trim() === '') return;
              const address = addressIn(text);
              take([
                address ? sent(address.href, address, written.has('feed')) : sent(texts.add.pasted, text),
              ]);
              form.reset();
            }}
          >
            <label>
              {texts.add.paste}
              <textarea name="text" rows={6} required />
            </label>
            <label class="of-address">
              <input type="checkbox" name="feed" /> {texts.add.wantsFeed}
            </label>
            <button type="submit">{texts.add.look}</button>
          </form>
        </div>
      )}
      {all.length > 0 && (
        <section class="sent">
          <div class="row">
            <h2>{texts.add.found}</h2>
            {ready.length > 1 && (
              <button
                type="button"
                class="primary"
                onClick={() => {
                  for (const one of ready) keep(one);
                }}
              >
                {texts.add.storeAll(ready.length)}
              </button>
            )}
          </div>
          <ul>
            {all.map((one) => (
              <SentReport
                key={one.id}
                sent={one}
                onKnown={(known) => set(one.id, { known })}
                onStore={() => keep(one)}
                onDrop={() => setAll((before) => before.filter(({ id }) => id !== one.id))}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
