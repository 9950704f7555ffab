import { plain, useAnswer } from '../api.ts';
import type { About, PublisherGrade } from '../api-types.ts';
import { decideAloud } from '../deciding.ts';
import { dateText, numberText } from '../format.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { to } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const GRADES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
const COUNTS = [
  'reports',
  'stories',
  'claims',
  'entries',
  'actors',
  'accepted',
  'rejected',
  'unreviewed',
  'removed',
  'decisions',
] as const;

export default function AboutPage() {
  const answer = useAnswer<About>(plain('/about'));
  const grades = useAnswer<{ readonly items: readonly PublisherGrade[] }>(plain('/grades'));
  return (
    <>
      <PageHead title={texts.nav.about} about={texts.about.about} />
      <Answered of={answer}>
        {({ book, counts, published, readers, version, texts: served }) => (
          <div class="about">
            <section class="card">
              <h2>{book}</h2>
              <dl class="figures">
                {COUNTS.map((name) => (
                  <div key={name}>
                    <dt>{texts.about.counts[name]}</dt>
                    <dd>{numberText(counts[name])}</dd>
                  </div>
                ))}
              </dl>
              {published.from && (
                <p>{texts.about.published(dateText(published.from), dateText(published.to))}</p>
              )}
              <p class="soft">{served ? texts.about.textsServed : texts.about.quotesOnly}</p>
            </section>
            <section class="card">
              <h2>{texts.about.reader}</h2>
              <ul>
                {readers.map(({ reader, reports }) => (
                  <li key={reader}>{texts.about.readBy(reader, reports)}</li>
                ))}
              </ul>
              <p class="soft">{texts.about.howItReads}</p>
              <p>
                Pledgebook {version} · <a href="/api/openapi.json">{texts.about.api}</a>
              </p>
            </section>
          </div>
        )}
      </Answered>
      <section class="block">
        <h2>{texts.about.sources}</h2>
        <p class="soft">{texts.about.gradesAbout}</p>
        <Answered of={grades}>{({ items }) => <Grades items={items} />}</Answered>
      </section>
    </>
  );
}

function Grades({ items }: { readonly items: readonly PublisherGrade[] }) {
  const { right } = useShared(me);
  return (
    <section class="scrolls" aria-label={texts.about.sources}>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{texts.reports.publisher}</th>
            <th scope="col">{texts.about.grade}</th>
            <th scope="col">{texts.about.gradedBy}</th>
            <th scope="col" class="numeric">
              {texts.nav.reports}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ publisher, grade, by, reports }) => (
            <tr key={publisher}>
              <td>
                <a href={to('/reports', { publisher })}>{publisher}</a>
              </td>
              <td>
                {right === 'decide' ? (
                  <select
                    value={grade}
                    aria-label={texts.about.gradeOf(publisher)}
                    onChange={(event) =>
                      decideAloud({ kind: 'grade', publisher, grade: event.currentTarget.value })
                    }
                  >
                    {GRADES.map((one) => (
                      <option key={one} value={one}>
                        {one}: {texts.about.grades[one]}
                      </option>
                    ))}
                  </select>
                ) : (
                  `${grade}: ${texts.about.grades[grade]}`
                )}
              </td>
              <td>{by ?? <span class="soft">{texts.about.nobody}</span>}</td>
              <td class="numeric">{numberText(reports)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
