import '../styles/pages.css';
import { question, useAnswer } from '../api.ts';
import type { KnownParty, Page } from '../api-types.ts';
import { numberText } from '../format.ts';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Paged } from '../parts/paged.tsx';
import { Answered } from '../parts/states.tsx';
import { toActor } from '../places.ts';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

export default function Actors() {
  const { query } = usePlace();
  const text = query.get('text');
  const address = question('/actors', { text, limit: '100' });
  const answer = useAnswer<Page<KnownParty>>(address);
  return (
    <>
      <PageHead title={texts.nav.actors} about={texts.party.about}>
        <label>
          <span class="hidden">{texts.party.find}</span>
          <input
            type="search"
            placeholder={texts.party.find}
            value={text ?? ''}
            onInput={(event) => change({ text: event.currentTarget.value || null }, { replace: true })}
          />
        </label>
      </PageHead>
      <Answered of={answer}>
        {(page) =>
          page.total === 0 ? (
            <Nothing title={texts.party.none}>
              <p>
                <a href={to('/actors')}>{texts.state.clear}</a>
              </p>
            </Nothing>
          ) : (
            <Paged key={address} first={page} address={address} words={texts.count.actors}>
              {(parties) => <Table parties={parties} />}
            </Paged>
          )
        }
      </Answered>
    </>
  );
}

const Table = ({ parties }: { readonly parties: readonly KnownParty[] }) => (
  <section class="scrolls narrow-list" aria-label={texts.nav.actors} tabIndex={-1}>
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{texts.party.name}</th>
          <th scope="col">{texts.party.kind}</th>
          <th scope="col" class="numeric">
            {texts.party.entries}
          </th>
          <th scope="col" class="numeric">
            {texts.party.claims}
          </th>
        </tr>
      </thead>
      <tbody>
        {parties.map(({ id, name, kind, entries, claims, aliases }) => (
          <tr key={id}>
            <td>
              <a href={toActor(id)}>{name}</a>
              {aliases && aliases.length > 0 && <span class="soft small"> {aliases.join(', ')}</span>}
            </td>
            <td>{texts.party.kinds[kind] ?? kind}</td>
            <td class="numeric">{numberText(entries)}</td>
            <td class="numeric">{numberText(claims)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
