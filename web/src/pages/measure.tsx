import '../styles/register.css';
import { question, useAnswer } from '../api.ts';
import type { MeasureFile } from '../api-types.ts';
import { measureName } from '../names.ts';
import { EntryTable } from '../parts/entry-table.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { to } from '../router.ts';
import { texts } from '../texts.ts';

export default function MeasurePage({ id }: { readonly id: string }) {
  const answer = useAnswer<MeasureFile>(question(`/measures/${encodeURIComponent(id)}`));
  return (
    <Answered of={answer} alone>
      {({ id: measure, label, profile, entries }) => (
        <>
          <PageHead
            title={measureName(measure)}
            about={[label === measure ? null : label, profile && texts.measure.profile(profile)]
              .filter(Boolean)
              .join(' ')}
          >
            <a class="button" href={to('/', { measure })}>
              {texts.actor.inRegister}
            </a>
            <a class="button" href={to('/timeline', { measure })}>
              {texts.nav.timeline}
            </a>
            <a class="button" href={to('/map', { measure })}>
              {texts.nav.map}
            </a>
            <a class="button" href={to('/what-if', { 'goal-measure': measure })}>
              {texts.whatIf.takes}
            </a>
          </PageHead>
          {entries.length === 0 ? (
            <Empty title={texts.register.none} />
          ) : (
            <EntryTable
              rows={entries}
              columns={[
                'actor',
                'measure',
                'beneficiary',
                'firmness',
                'conditions',
                'against',
                'date',
                'confirmed',
              ]}
            />
          )}
        </>
      )}
    </Answered>
  );
}
