import '../styles/document.css';
import '../styles/mend.css';
import { useEffect } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { ReportFile, ReviewedClaim, Span } from '../api-types.ts';
import { dateText, momentText } from '../format.ts';
import { AddClaim } from '../parts/add-claim.tsx';
import { Address } from '../parts/address.tsx';
import { ClaimCard } from '../parts/claim-card.tsx';
import { type Layer, MarkedText, thingsOf } from '../parts/marked-text.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Answered } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { paragraphs, tracks } from '../segments.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const LAYERS: readonly Layer[] = ['claims', 'attributions', 'mentions'];

export default function DocumentPage({ id }: { readonly id: string }) {
  const answer = useAnswer<ReportFile>(plain(`/reports/${encodeURIComponent(id)}`));
  return (
    <Answered of={answer} alone>
      {(file) => <Document file={file} />}
    </Answered>
  );
}

function Document({ file }: { readonly file: ReportFile }) {
  const { query } = usePlace();
  const { report, text, claims } = file;
  const chosen = query.get('claim');
  const at = spanOf(query.get('at'));
  const layers = LAYERS.filter((layer) => !query.getAll('hide').includes(layer));
  useEffect(() => {
    document.querySelector('.seg-chosen')?.scrollIntoView({ block: 'center' });
  }, [chosen, query.get('at')]);
  return (
    <>
      <PageHead
        title={report.title ?? texts.stories.untitled}
        about={[
          report.publisher ?? texts.quote.noPublisher,
          report.byline,
          dateText(report.published) || texts.quote.undated,
        ]
          .filter(Boolean)
          .join(' · ')}
      >
        {text !== null && <LayerChoice layers={layers} hidden={query.getAll('hide')} />}
      </PageHead>
      <Facts file={file} />
      {text === null ? (
        <section class="document">
          <p class="soft">{texts.document.noText}</p>
          {claims.map((claim) => (
            <ClaimCard
              key={claim.id}
              claim={claim}
              text={null}
              isChosen={claim.id === (chosen ?? claimOn(at, claims)?.id)}
              at={at}
            />
          ))}
        </section>
      ) : (
        <Text file={file} text={text} chosen={chosen} at={at} layers={layers} />
      )}
    </>
  );
}

/** The text with what was found in it, paragraph by paragraph, each with its claims beside it. */
function Text({
  file,
  text,
  chosen,
  at,
  layers,
}: {
  readonly file: ReportFile;
  readonly text: string;
  readonly chosen: string | null;
  readonly at: Span | null;
  readonly layers: readonly Layer[];
}) {
  const { right } = useShared(me);
  const { claims, attributions, mentions, actors } = file;
  const lanes = tracks(claims.map(({ evidence }) => evidence));
  const trackOf = new Map(claims.map(({ id }, i) => [id, lanes[i] ?? 0]));
  const names = new Map(actors.map(({ id, name }) => [id, name]));
  const things = thingsOf({ claims, trackOf, attributions, mentions, names, at, layers });
  return (
    <div class="document" lang={file.report.language ?? undefined}>
      {claims.length === 0 && (
        <p class="soft">
          {file.report.language === 'en' ? texts.document.noClaims : texts.document.otherLanguage}
        </p>
      )}
      {paragraphs(text).map((paragraph) => (
        <div key={paragraph.start} class="passage">
          <p class="words" data-from={paragraph.start}>
            <MarkedText text={text} of={paragraph} things={things} chosen={chosen} />
          </p>
          <div class="margin">
            {claims
              .filter(({ sentence }) => sentence.start >= paragraph.start && sentence.start < paragraph.end)
              .map((claim) => (
                <ClaimCard key={claim.id} claim={claim} text={text} isChosen={claim.id === chosen} />
              ))}
          </div>
        </div>
      ))}
      {right === 'decide' && <AddClaim report={file.report.id} text={text} sentences={file.sentences} />}
    </div>
  );
}

/** The first in whose sentence the words stand. */
const claimOn = (at: Span | null, claims: readonly ReviewedClaim[]): ReviewedClaim | undefined =>
  at === null
    ? undefined
    : claims.find(({ sentence }) => sentence.start <= at.start && at.end <= sentence.end);

/** `12-40` */
function spanOf(words: string | null): Span | null {
  const [, start, end] = /^(\d+)-(\d+)$/.exec(words ?? '') ?? [];
  return start === undefined ? null : { start: Number(start), end: Number(end) };
}

function LayerChoice({
  layers,
  hidden,
}: {
  readonly layers: readonly Layer[];
  readonly hidden: readonly string[];
}) {
  return (
    <fieldset class="layers row">
      <legend class="hidden">{texts.document.show}</legend>
      {LAYERS.map((layer) => (
        <label key={layer} class={`layer-${layer}`}>
          <input
            type="checkbox"
            checked={layers.includes(layer)}
            onChange={({ currentTarget: { checked } }) =>
              change(
                { hide: checked ? hidden.filter((one) => one !== layer) : [...hidden, layer] },
                { replace: true },
              )
            }
          />{' '}
          <span>{texts.document.layers[layer]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Facts({ file: { report, notes } }: { readonly file: ReportFile }) {
  return (
    <div class="report-facts small">
      {report.followedBy && (
        <p class="banner as-of-banner">
          <a href={to(`/reports/${encodeURIComponent(report.followedBy)}`)}>{texts.document.newer}</a>
        </p>
      )}
      <p class="row soft">
        {report.url && <Address url={report.url} words={texts.document.original} />}
        {report.story && (
          <a href={to(`/stories/${encodeURIComponent(report.story)}`)}>{texts.document.story}</a>
        )}
        {report.captured && (
          <span>
            {texts.document.captured} {momentText(report.captured)}
          </span>
        )}
        {report.feeds.map((feed) => (
          <span key={feed}>
            {texts.document.feed} <Address url={feed} />
          </span>
        ))}
        <span>
          {texts.document.learned} {momentText(report.learned)}
        </span>
        <span>
          {texts.document.reader} {report.reader}
        </span>
        {report.labels.map(({ kind, value }) => (
          <span key={`${kind} ${value}`} class="badge">
            {value}
          </span>
        ))}
      </p>
      {report.partial && <p class="soft">{texts.document.partial(report.partial)}</p>}
      {notes.map(({ id, text, by, at }) => (
        <p key={id}>
          <strong>{by}</strong> <span class="soft">{momentText(at)}</span> {text}
        </p>
      ))}
    </div>
  );
}
