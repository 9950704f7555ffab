import '../styles/pages.css';
import { bookChanged, plain, tell, useAnswer } from '../api.ts';
import type { Saved } from '../api-types.ts';
import { FACET_NAMES, LABELS } from '../asked.ts';
import { sayProblem } from '../deciding.ts';
import { dateText, momentText } from '../format.ts';
import { facetWord } from '../parts/facets.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { feedOf } from '../parts/save-view.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { to } from '../router.ts';
import { may, me } from '../session.ts';
import { texts } from '../texts.ts';
import { toast } from '../toasts.ts';
import { useShared } from '../value.ts';

export default function SavedQuestions() {
  const answer = useAnswer<{ readonly items: readonly Saved[] }>(plain('/saved'));
  return (
    <>
      <PageHead title={texts.saved.title} about={texts.saved.about} />
      <Answered of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={texts.saved.none}>
              <p>{texts.saved.noneAbout}</p>
              <p class="row">
                <a href={to('/')}>{texts.nav.register}</a>
                <a href={to('/timeline')}>{texts.nav.timeline}</a>
                <a href={to('/changes')}>{texts.nav.changes}</a>
              </p>
            </Empty>
          ) : (
            <ul class="saved-list">
              {items.map((one) => (
                <Question key={one.name} saved={one} />
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  );
}

function Question({ saved: { name, kind, query, by, at } }: { readonly saved: Saved }) {
  useShared(me);
  const remove = async (): Promise<void> => {
    try {
      await tell('DELETE', plain(`/saved/${encodeURIComponent(name)}`));
      toast(texts.saved.removed(name));
      bookChanged();
    } catch (error) {
      sayProblem(error);
    }
  };
  const words = wordsOf(new URLSearchParams(query));
  return (
    <li class="card">
      <h2>
        <a href={`${kind === 'diff' ? '/changes' : '/'}?${query}`}>{name}</a>
      </h2>
      <p>
        <span class="badge">{texts.saved.kinds[kind]}</span> {words || texts.saved.everything}
      </p>
      <p class="row small">
        <a href={feedOf(name)}>{texts.saved.feed}</a>
        <span class="soft">{texts.saved.by(by, momentText(at))}</span>
        {may('propose') && (
          <button type="button" class="quiet" onClick={remove} aria-label={`${texts.saved.remove} ${name}`}>
            {texts.saved.remove}
          </button>
        )}
      </p>
    </li>
  );
}

/** What is asked for, in words. */
function wordsOf(query: URLSearchParams): string {
  const said = [
    ...FACET_NAMES.flatMap((facet) =>
      query.getAll(facet).map((value) => `${texts.register.facet[facet]}: ${facetWord(facet, value)}`),
    ),
    ...query.getAll('text').map((text) => `“${text}”`),
    ...query.getAll('since').map((day) => `${texts.register.since} ${dateText(day)}`),
    ...query.getAll('from').map((day) => `${texts.changes.from} ${dateText(day)}`),
    ...LABELS.flatMap((label) => query.getAll(label).map((value) => `${label}: ${value}`)),
  ];
  return said.join(' · ');
}
