import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoAzimuthalEqualArea,
  geoEqualEarth,
  geoPath,
} from 'd3-geo';
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import type { VNode } from 'preact';
import { feature } from 'topojson-client';
import countries from 'world-atlas/countries-110m.json' with { type: 'json' };
import type { Cell } from './api-types.ts';
import { colourOf, markAt } from './matrix-picture.ts';
import { WorldMap } from './parts/world-map.tsx';
import type { Picture } from './picture.ts';

/** A state's outline within 960 by 470. */
export interface Land {
  /** ISO 3166-1 alpha-3, as the actors' ids; null for what has none. */
  readonly code: string | null;
  readonly name: string;
  readonly path: string;
  /** Where its mark stands; not a number where it is out of view. */
  readonly at: readonly [x: number, y: number];
}

export const WIDTH = 960;
export const HEIGHT = 470;

export interface World {
  readonly Map: (props: { readonly standings: ReadonlyMap<string, Cell>; readonly label: string }) => VNode;
  picture(standings: ReadonlyMap<string, Cell>, words: Pick<Picture, 'title' | 'source' | 'date'>): Picture;
}

/** Equal Earth: a state has on the map as much room as it has on the ground, as far as a flat map goes. */
export function loadWorld(view: View): World {
  const lands = landsOf(PROJECTIONS[view]());
  return {
    Map: (props) => WorldMap({ ...props, lands }),
    picture: (standings, words) => ({
      ...words,
      width: WIDTH,
      height: HEIGHT,
      body: pictureOf(lands, standings),
    }),
  };
}

export type View = 'world' | 'europe';

/** Both keep areas. */
const PROJECTIONS: Readonly<Record<View, () => GeoProjection>> = {
  world: () => geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: 'Sphere' }),
  europe: () =>
    geoAzimuthalEqualArea()
      .rotate([-17, -53])
      .scale(720)
      .translate([WIDTH / 2, HEIGHT / 2])
      .clipAngle(50)
      .clipExtent([
        [0, 0],
        [WIDTH, HEIGHT],
      ]),
};

function landsOf(projection: GeoProjection): readonly Land[] {
  const alpha = new Map(codes.map(([, code, numeric]) => [numeric, code]));
  const found = feature(countries as never, countries.objects.countries as never) as unknown as {
    readonly features: readonly (GeoPermissibleObjects & {
      readonly id?: string;
      readonly properties: { readonly name: string };
    })[];
  };
  const path = geoPath(projection);
  return found.features.map((one) => {
    const code = alpha.get(one.id ?? '') ?? null;
    const middle = MIDDLES[code ?? ''];
    const inside = middle ? projection(middle) : null;
    const at = inside && isInView(inside) ? inside : path.centroid(one);
    return { code, name: one.properties.name, path: path(one) ?? '', at };
  });
}

/** Where far-off parts would draw the middle out of the land: longitude and latitude of the mark. */
const MIDDLES: Readonly<Record<string, [number, number]>> = {
  FRA: [2.5, 46.8],
  USA: [-98, 39.5],
  NOR: [9, 61],
  RUS: [95, 62],
};

/** A mark is as wide. */
const EDGE = 12;

export const isInView = ([x, y]: readonly [number, number]): boolean =>
  x > EDGE && x < WIDTH - EDGE && y > EDGE && y < HEIGHT - EDGE;

function pictureOf(lands: readonly Land[], standings: ReadonlyMap<string, Cell>): string {
  const outlines = lands.map(({ code, path }) => {
    const cell = standings.get(code ?? '');
    return `<path d="${path}" fill="${cell ? colourOf(cell.standing) : '#ece9e2'}" stroke="#ffffff" stroke-width="0.6"/>`;
  });
  const marks = lands.flatMap(({ code, at: [x, y] }) => {
    const cell = standings.get(code ?? '');
    return cell && isInView([x, y])
      ? [
          `<circle cx="${x}" cy="${y}" r="9" fill="#ffffff"/>`,
          `<g transform="translate(${x - 7} ${y - 7}) scale(0.875)">${markAt(0, 0, cell.standing, colourOf(cell.standing))}</g>`,
        ]
      : [];
  });
  return [...outlines, ...marks].join('');
}
