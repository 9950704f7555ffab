import { question, useAnswer } from '../api.ts';
import type { ActorFile, Party } from '../api-types.ts';
import { dateText, momentText } from '../format.ts';
import { nameOf } from '../names.ts';
import { CollisionsOf, Entries, GapOf, ReportsOf, StoriesOf } from '../parts/of-it.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PageSections } from '../parts/page-sections.tsx';
import { Answered } from '../parts/states.tsx';
import { TimelineView, useTimeline } from '../parts/timeline-view.tsx';
import { toActor } from '../places.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

/** Everything of one actor. */
export default function Actor({ id }: { readonly id: string }) {
  const answer = useAnswer<ActorFile>(
    question(`/actors/${encodeURIComponent(id)}`, { against: 'no', ids: 'few' }),
  );
  return (
    <Answered of={answer}>
      {(file) => (
        <>
          <PageHead title={file.party.name} about={texts.party.kinds[file.party.kind] ?? file.party.kind}>
            <a class="button" href={to('/', { actor: file.party.id })}>
              {texts.party.inRegister}
            </a>
          </PageHead>
          <NamesOf party={file.party} />
          <PageSections
            sections={[
              {
                id: 'own',
                title: texts.party.own,
                count: file.totals.entries,
                body: (
                  <Entries
                    rows={file.entries}
                    total={file.totals.entries}
                    asked={{ actor: file.party.id }}
                    without="actor"
                  />
                ),
              },
              {
                id: 'for-it',
                title: texts.party.forIt,
                count: file.totals.about,
                body: (
                  <Entries
                    rows={file.about}
                    total={file.totals.about}
                    asked={{ target: file.party.id }}
                    without="beneficiary"
                  />
                ),
              },
              { id: 'timeline', title: texts.party.timeline, body: <TimelineOfActor id={file.party.id} /> },
              {
                id: 'collisions',
                title: texts.party.collisions,
                body: <CollisionsOf asked={{ actor: file.party.id }} />,
              },
              {
                id: 'gap',
                title: texts.party.gap,
                body: <GapOf asked={{ actor: file.party.id }} whose={file.party.id} />,
              },
              {
                id: 'stories',
                title: texts.party.stories,
                body: <StoriesOf asked={{ party: file.party.id }} />,
              },
              { id: 'reports', title: texts.party.reports, body: <ReportsOf party={file.party.id} /> },
            ]}
          />
          <Decided file={file} />
        </>
      )}
    </Answered>
  );
}

const TimelineOfActor = ({ id }: { readonly id: string }) => (
  <TimelineView of={useTimeline({ actor: id }, 'measure')} />
);

/** The names it answers to, and who belongs to it. */
function NamesOf({ party: { id, aliases = [], members = [], size } }: { readonly party: Party }) {
  return (
    <dl class="facts">
      <div>
        <dt>{texts.party.answersTo}</dt>
        <dd>
          {[...new Set([nameOf(id), ...aliases])].join(', ')} <code class="soft">{id}</code>
        </dd>
      </div>
      {members.length > 0 && (
        <div>
          <dt>{texts.party.members}</dt>
          <dd>
            {members.map(({ party, from, until }, i) => (
              <span key={party}>
                {i > 0 && ', '}
                <a href={toActor(party)}>{nameOf(party)}</a>
                <span class="soft">
                  {' '}
                  {texts.party.memberFrom(from && dateText(from), until && dateText(until))}
                </span>
              </span>
            ))}
          </dd>
        </div>
      )}
      {size !== null && (
        <div>
          <dt>{texts.party.members}</dt>
          <dd>{size}</dd>
        </div>
      )}
    </dl>
  );
}

function Decided({ file: { decisions } }: { readonly file: ActorFile }) {
  if (decisions.length === 0) return null;
  return (
    <section class="page-section">
      <h2>{texts.party.decided}</h2>
      <ul class="small">
        {decisions.map(({ id, kind, by, at, why, undone }) => (
          <li key={id} class={undone ? 'soft' : undefined}>
            {kind.replaceAll('-', ' ')}: {texts.document.decided(by, momentText(at))}
            {why && ` – ${why}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
