import '../styles/map.css';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { question, useAnswer } from '../api.ts';
import type { Matrix } from '../api-types.ts';
import { askedIn } from '../asked.ts';
import { drawMap, REGIONS, type Region, type Stand, standsOf } from '../map-layout.ts';
import { mapPicture } from '../map-picture.ts';
import { measureName, nameOf } from '../names.ts';
import { ActiveFilters } from '../parts/active-filters.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { PictureButtons } from '../parts/picture-buttons.tsx';
import { StandingLegend } from '../parts/standing-legend.tsx';
import { StandAbout, StandsTable } from '../parts/stands-table.tsx';
import { Answered, Loading } from '../parts/states.tsx';
import { WorldMap } from '../parts/world-map.tsx';
import { pictureWords } from '../picture-words.ts';
import { toActor } from '../places.ts';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';
import { useWidth } from '../use-width.ts';
import { type Country, loadWorld } from '../world.ts';

const isOnMap = ({ code }: Stand): boolean => code !== null;

const FIRMNESS = Object.keys(texts.firmness) as (keyof typeof texts.firmness)[];

export default function MapPage() {
  const { query } = usePlace();
  const asked = askedIn(query);
  const answer = useAnswer<Matrix>(question('/matrix', asked));
  const stands = useMemo(() => standsOf(answer.data?.cells ?? []), [answer.data]);
  const onMap = stands.filter(isOnMap);
  const offMap = stands.filter(({ code }) => code === null);
  const region = REGIONS.find((one) => one === query.get('region')) ?? 'fit';
  const world = useWorld();
  const box = useRef<HTMLDivElement>(null);
  const width = Math.max(280, useWidth(box, Math.min(900, innerWidth - 60)));
  // Else it would be drawn twice.
  const isAnswered = answer.data !== null || answer.problem !== null;
  const drawn = useMemo(
    () =>
      isAnswered ? world.countries && drawMap(world.countries, stands.filter(isOnMap), region, width) : null,
    [isAnswered, world.countries, stands, region, width],
  );
  const at = query.get('at');
  const chosen = stands.find(({ actor }) => actor === at) ?? null;
  const choose = (actor: string): void => change({ at: actor === at ? null : actor }, { replace: true });
  const of = query.getAll('measure').map(measureName).join(', ') || texts.map.any;
  return (
    <>
      <PageHead title={texts.map.title} about={texts.map.about}>
        <Choices query={query} />
        {drawn && (
          <PictureButtons
            picture={() => mapPicture(drawn, pictureWords(texts.map.pictureTitle(of)))}
            name="map"
            csv={question('/matrix.csv', asked)}
          />
        )}
      </PageHead>
      <ActiveFilters query={query} />
      <div class="map-page">
        <div class="map-box" ref={box}>
          {drawn ? (
            <WorldMap drawn={drawn} chosen={chosen?.actor ?? null} onChosen={choose} />
          ) : world.failed ? (
            <p role="alert">{texts.map.failed}</p>
          ) : (
            <Loading />
          )}
          <StandingLegend present={new Set(onMap.map(({ standing }) => standing))} more={texts.map.borders} />
          <aside class="card stand-card" aria-live="polite" data-current>
            {chosen === null ? (
              <p class="soft">{texts.map.choose}</p>
            ) : (
              <>
                <h2>
                  <a class="plain" href={toActor(chosen.actor)}>
                    {nameOf(chosen.actor)}
                  </a>
                </h2>
                <StandAbout stand={chosen} />
              </>
            )}
          </aside>
        </div>
        <Answered of={answer}>
          {() => (
            <div class="stands">
              {onMap.length === 0 ? (
                <Nothing title={texts.map.none}>
                  <a href={to('/map')}>{texts.state.clear}</a>
                </Nothing>
              ) : (
                <StandsTable name={texts.map.table} stands={onMap} chosen={at} onChosen={choose} />
              )}
              {offMap.length > 0 && (
                <>
                  <h2>{texts.map.offMap}</h2>
                  <p class="soft small">{texts.map.offMapAbout}</p>
                  <StandsTable name={texts.map.offMap} stands={offMap} chosen={at} onChosen={choose} />
                </>
              )}
            </div>
          )}
        </Answered>
      </div>
    </>
  );
}

/** What is mapped: a measure, how firm at least, and which part of the world. */
function Choices({ query }: { readonly query: URLSearchParams }) {
  const whole = useAnswer<Matrix>(question('/matrix'));
  const measures = [...new Set([...(whole.data?.measures ?? []), ...query.getAll('measure')])];
  const firmness = (query.get('firmness') ?? '').replace(/\.\.$/, '');
  return (
    <>
      <label>
        <span class="soft">{texts.map.measure}</span>{' '}
        <select
          value={query.get('measure') ?? ''}
          onChange={(event) => change({ measure: event.currentTarget.value || null })}
        >
          <option value="">{texts.map.any}</option>
          {measures
            .toSorted((a, b) => measureName(a).localeCompare(measureName(b)))
            .map((id) => (
              <option key={id} value={id}>
                {measureName(id)}
              </option>
            ))}
        </select>
      </label>
      <label>
        <span class="soft">{texts.map.firmness}</span>{' '}
        <select
          value={firmness}
          onChange={({ currentTarget: { value } }) => change({ firmness: value ? `${value}..` : null })}
        >
          <option value="">{texts.map.anyFirmness}</option>
          {FIRMNESS.map((one) => (
            <option key={one} value={one}>
              {`${texts.firmness[one]} ${texts.register.firmer}`}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span class="soft">{texts.map.region}</span>{' '}
        <select
          value={REGIONS.find((one) => one === query.get('region')) ?? 'fit'}
          onChange={(event) => change({ region: event.currentTarget.value })}
        >
          {REGIONS.map((one: Region) => (
            <option key={one} value={one}>
              {texts.map.regions[one]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function useWorld(): { readonly countries: readonly Country[] | null; readonly failed: boolean } {
  const [world, setWorld] = useState<{ countries: readonly Country[] | null; failed: boolean }>({
    countries: null,
    failed: false,
  });
  useEffect(() => {
    loadWorld().then(
      (countries) => setWorld({ countries, failed: false }),
      () => setWorld({ countries: null, failed: true }),
    );
  }, []);
  return world;
}
