import '../styles/register.css';
import { question, useAnswer } from '../api.ts';
import type { ActorFile, Collision, Leads, Page } from '../api-types.ts';
import { momentText } from '../format.ts';
import { Collisions } from '../parts/collisions.tsx';
import { EntryTable } from '../parts/entry-table.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

export default function ActorPage({ id }: { readonly id: string }) {
  const answer = useAnswer<ActorFile>(question(`/actors/${encodeURIComponent(id)}`));
  return (
    <Answered of={answer} alone>
      {(file) => <ActorOf file={file} />}
    </Answered>
  );
}

/** What an actor undertakes, what others undertake for it, who stands against it, what was decided on who it is. */
function ActorOf({ file: { party, entries, about, against, decisions } }: { readonly file: ActorFile }) {
  const collisions = useAnswer<Page<Collision> & Leads>(
    against.length > 0 ? question('/collisions', { actor: party.id, limit: '100' }) : null,
  );
  return (
    <>
      <PageHead
        title={party.name}
        about={[texts.actor.kinds[party.kind], ...(party.aliases ?? [])].join(' · ')}
      >
        <a class="button" href={to('/', { actor: party.id })}>
          {texts.actor.inRegister}
        </a>
        <a class="button" href={to('/timeline', { actor: party.id })}>
          {texts.nav.timeline}
        </a>
        <a class="button" href={to('/what-if', { 'goal-actor': party.id })}>
          {texts.whatIf.takes}
        </a>
      </PageHead>
      <section class="block">
        <h2>{texts.actor.undertakes}</h2>
        {entries.length === 0 ? (
          <p class="soft">{texts.actor.nothing}</p>
        ) : (
          <EntryTable
            rows={entries}
            columns={['measure', 'beneficiary', 'firmness', 'conditions', 'date', 'confirmed']}
          />
        )}
      </section>
      {about.length > 0 && (
        <section class="block">
          <h2>{texts.actor.forIt}</h2>
          <EntryTable
            rows={about}
            columns={['actor', 'measure', 'firmness', 'conditions', 'date', 'confirmed']}
          />
        </section>
      )}
      {against.length > 0 && (
        <section class="block">
          <h2>{texts.nav.collisions}</h2>
          <Answered of={collisions}>{({ items }) => <Collisions items={items} />}</Answered>
        </section>
      )}
      {decisions.length > 0 && (
        <section class="block">
          <h2>{texts.actor.decisions}</h2>
          <ul>
            {decisions.map(({ id, kind, by, at, why, undone }) => (
              <li key={id}>
                {kind}: {texts.document.decided(by, momentText(at))}
                {why && ` – ${why}`} {undone && <span class="badge">{texts.review.undone}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
