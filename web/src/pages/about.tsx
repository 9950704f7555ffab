import '../styles/pages.css';
import { plain, useAnswer } from '../api.ts';
import type { About, Feed, Grade, Graded, Page, Profile } from '../api-types.ts';
import { decideAloud } from '../deciding.ts';
import { dateText, momentText, numberText, shareText } from '../format.ts';
import { Address } from '../parts/address.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { to } from '../router.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const FIGURES = [
  'reports',
  'removed',
  'claims',
  'unreviewed',
  'accepted',
  'rejected',
  'entries',
  'stories',
  'actors',
  'decisions',
] as const;
const LEADS: Partial<Record<(typeof FIGURES)[number], string>> = {
  reports: '/reports',
  unreviewed: '/review',
  entries: '/',
  stories: '/stories',
  actors: '/actors',
};
const GRADES: readonly Grade[] = ['A', 'B', 'C', 'D', 'E', 'F'];

export default function AboutBook() {
  const answer = useAnswer<About>(plain('/about'));
  const grades = useAnswer<{ readonly items: readonly Graded[] }>(plain('/grades'));
  const feeds = useAnswer<Pick<Page<Feed>, 'items'>>(plain('/feeds'));
  const profiles = useAnswer<{ readonly items: readonly Profile[] }>(plain('/profiles'));
  return (
    <>
      <PageHead title={texts.about.title} />
      <Answered of={answer}>{(about) => <Figures about={about} />}</Answered>
      <section class="page-section">
        <h2>{texts.about.sources}</h2>
        <p class="soft">{texts.about.sourcesAbout}</p>
        <Answered of={grades}>{({ items }) => <Sources items={items} />}</Answered>
      </section>
      {feeds.data && feeds.data.items.length > 0 && <Feeds items={feeds.data.items} />}
      <section class="page-section">
        <h2>{texts.about.profiles}</h2>
        <p class="soft">{texts.about.profilesAbout}</p>
        <Answered of={profiles}>
          {({ items }) => (
            <dl class="facts">
              {items.map(({ id, title, about, measures }) => (
                <div key={id}>
                  <dt>{title}</dt>
                  <dd>
                    {about} <a href={to('/measures')}>{texts.count.measures(measures.length)}</a>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </Answered>
      </section>
      <section class="page-section">
        <h2>{texts.about.data}</h2>
        <ul class="link-list">
          <li>
            <a href={plain('/entries.csv')} download="entries.csv">
              {texts.about.entriesCsv}
            </a>
          </li>
          <li>
            <a href={plain('/matrix.csv')} download="matrix.csv">
              {texts.about.matrixCsv}
            </a>
          </li>
          <li>
            <a href={plain('/openapi.json')}>{texts.about.contract}</a>
          </li>
        </ul>
      </section>
    </>
  );
}

function Figures({ about }: { readonly about: About }) {
  const { counts, published, readers, version, book } = about;
  if (counts === null || readers === null) return null;
  const looked = (counts.accepted + counts.rejected) / counts.claims;
  return (
    <>
      <p class="about-lead">
        <strong>{book.replace(/\.db$/, '')}</strong>:{' '}
        {published.from && published.to
          ? texts.about.lead(
              texts.count.reports(counts.reports),
              dateText(published.from),
              dateText(published.to),
            )
          : texts.register.empty}
        . {counts.claims > 0 && `${texts.about.confirmedShare(shareText(looked))}.`}{' '}
        {about.texts ? texts.about.textsIn : texts.about.textsOut} {about.private && texts.about.private}{' '}
        {about.sample && texts.about.sample}
      </p>
      <dl class="figures" aria-label={texts.about.figures}>
        {FIGURES.map((name) => (
          <div key={name}>
            <dt>{texts.about[name]}</dt>
            <dd>
              {LEADS[name] ? (
                <a href={to(LEADS[name], { alone: name === 'stories' ? 'yes' : null })}>
                  {numberText(counts[name])}
                </a>
              ) : (
                numberText(counts[name])
              )}
            </dd>
          </div>
        ))}
      </dl>
      <section class="page-section">
        <h2>{texts.about.reader}</h2>
        <p class="about-lead">{texts.about.readerAbout}</p>
        <p>{texts.about.version(version)}</p>
        <ul>
          {readers.map(({ reader, reports }) => (
            <li key={reader}>{texts.about.readBy(reader, texts.count.reports(reports))}</li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Sources({ items }: { readonly items: readonly Graded[] }) {
  const who = useShared(me);
  return (
    <section class="scrolls narrow-list" aria-label={texts.about.sources} tabIndex={-1}>
      <table class="plain-table stacks">
        <thead>
          <tr>
            <th scope="col">{texts.about.publisher}</th>
            <th scope="col">{texts.about.grade}</th>
            <th scope="col" class="numeric">
              {texts.nav.reports}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ publisher, grade, by, at, reports }) => (
            <tr key={publisher}>
              <td class="first">
                <a href={to('/reports', { publisher })}>{publisher}</a>
              </td>
              <td data-name={texts.about.grade}>
                {who.right === 'decide' ? (
                  <select
                    aria-label={texts.about.gradeOf(publisher)}
                    value={grade}
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
                  <span>
                    {grade}: {by === null ? texts.about.notGraded : texts.about.grades[grade]}
                  </span>
                )}{' '}
                {by && at && <span class="soft small">{texts.saved.by(by, momentText(at))}</span>}
              </td>
              <td class="numeric" data-name={texts.nav.reports}>
                {numberText(reports)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Feeds({ items }: { readonly items: readonly Feed[] }) {
  return (
    <section class="page-section">
      <h2>{texts.about.feeds}</h2>
      <p class="soft">{texts.about.feedsAbout}</p>
      <section class="scrolls narrow-list" aria-label={texts.about.feeds} tabIndex={-1}>
        <table class="plain-table stacks">
          <thead>
            <tr>
              <th scope="col">{texts.about.feed}</th>
              <th scope="col">{texts.about.feedState}</th>
              <th scope="col">{texts.about.newest}</th>
              <th scope="col" class="numeric">
                {texts.about.feedItems}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ url, title, state, newest, items: known, failure }) => (
              <tr key={url}>
                <td class="first">
                  <Address url={url} words={title ?? url} />
                </td>
                <td title={failure ?? undefined} data-name={texts.about.feedState}>
                  {texts.about.feedStates[state]}
                </td>
                <td class="date" data-name={texts.about.newest}>
                  {newest && momentText(newest)}
                </td>
                <td class="numeric" data-name={texts.about.feedItems}>
                  {numberText(known)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
