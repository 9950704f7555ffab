import '../styles/pages.css';
import { question, useAnswer } from '../api.ts';
import type { Measure, Profile } from '../api-types.ts';
import { numberText } from '../format.ts';
import { measureName } from '../names.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { toMeasure } from '../places.ts';
import { texts } from '../texts.ts';

export default function Measures() {
  const answer = useAnswer<{ readonly items: readonly Measure[] }>(question('/measures'));
  const profiles = useAnswer<{ readonly items: readonly Profile[] }>(question('/profiles'));
  return (
    <>
      <PageHead title={texts.nav.measures} about={texts.measurePages.about} />
      <Answered of={answer}>
        {({ items }) => (
          <>
            {[...Map.groupBy(items, ({ profile }) => profile)].map(([id, measures]) => {
              const profile = profiles.data?.items.find((one) => one.id === id);
              const used = measures.filter(({ entries }) => entries > 0);
              const unused = measures.filter(({ entries }) => entries === 0);
              return (
                <section key={id} class="page-section">
                  <h2>{profile?.title ?? id}</h2>
                  {profile && <p class="soft">{profile.about}</p>}
                  <Table name={profile?.title ?? id} measures={used} />
                  {unused.length > 0 && (
                    <details>
                      <summary>{texts.measurePages.unused(unused.length)}</summary>
                      <Table name={texts.measurePages.unused(unused.length)} measures={unused} />
                    </details>
                  )}
                </section>
              );
            })}
          </>
        )}
      </Answered>
    </>
  );
}

function Table({ name, measures }: { readonly name: string; readonly measures: readonly Measure[] }) {
  if (measures.length === 0) return <p class="soft">{texts.party.noEntries}</p>;
  const sorted = measures.toSorted((a, b) => b.entries - a.entries);
  return (
    <section class="scrolls" aria-label={name} tabIndex={-1}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{texts.register.column.measure}</th>
            <th scope="col">{texts.measurePages.what}</th>
            <th scope="col" class="numeric">
              {texts.party.entries}
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ id, label, entries }) => (
            <tr key={id}>
              <td>
                <a href={toMeasure(id)}>{measureName(id)}</a>
              </td>
              <td>{label}</td>
              <td class="numeric">{numberText(entries)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
