import {
  type GeoPermissibleObjects,
  type GeoProjection,
  type GeoStream,
  geoArea,
  geoCentroid,
  geoEqualEarth,
  geoPath,
} from 'd3-geo';
import type { Cell, Standing } from './api-types.ts';
import { partyOf } from './names.ts';
import { STANDINGS } from './parts/standing-mark.tsx';
import type { Country } from './world.ts';

/** Everything that an actor stands for or against, of what is chosen. */
export interface Stand {
  readonly actor: string;
  /** ISO 3166-1 alpha-3 of a state; null of what is none, or of a part of one. */
  readonly code: string | null;
  /** The furthest of all. */
  readonly standing: Standing;
  readonly cells: readonly Cell[];
}

const rank = (standing: Standing): number => STANDINGS.indexOf(standing);

/** Measures by how far an actor stands on them, the furthest first. */
export const byStanding = ({ cells }: Stand): readonly (readonly [Standing, readonly Cell[]])[] => [
  ...Map.groupBy(cells, ({ standing }) => standing),
];

/** From the firmest down. What a group undertakes is not spread over its members. */
export function standsOf(cells: readonly Cell[]): readonly Stand[] {
  return [...Map.groupBy(cells, ({ actor }) => actor)]
    .flatMap(([actor, own]) => {
      const sorted = own.toSorted((a, b) => rank(a.standing) - rank(b.standing));
      const [furthest] = sorted;
      if (furthest === undefined) return [];
      const party = partyOf(actor);
      const code = party?.kind === 'state' ? party.state : null;
      return [{ actor, code, standing: furthest.standing, cells: sorted }];
    })
    .sort((a, b) => rank(a.standing) - rank(b.standing) || b.cells.length - a.cells.length);
}

export const REGIONS = ['fit', 'world', 'europe', 'africa', 'asia', 'americas'] as const;
export type Region = (typeof REGIONS)[number];

/** West, south, east, north, in degrees. */
const BOXES: Readonly<Record<Exclude<Region, 'fit'>, readonly [number, number, number, number]>> = {
  world: [-179, -57, 179, 83],
  europe: [-12, 34, 44, 71],
  africa: [-19, -36, 53, 38],
  asia: [30, -10, 148, 62],
  americas: [-168, -56, -34, 74],
};

export interface Shape {
  /** Of the state whose land it is. */
  readonly stand: Stand | null;
  readonly name: string;
  readonly path: string;
}

export interface Spot {
  readonly stand: Stand;
  /** Where the state lies, */
  readonly at: readonly [x: number, y: number];
  /** and where its mark stands, moved aside where marks would cover each other. */
  readonly x: number;
  readonly y: number;
}

export interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
  readonly spots: readonly Spot[];
}

const APART = 20;
const FRAME = 12;

/** The map at this width (pixels), in an equal-area projection (Šavrič, Patterson and Jenny 2018). */
export function drawMap(
  countries: readonly Country[],
  stands: readonly Stand[],
  region: Region,
  width: number,
): Drawn {
  const byCode = new Map(countries.map((country) => [country.code, country]));
  const byState = new Map(stands.map((stand) => [stand.code, stand]));
  const standing = stands.flatMap(({ code }) => (code === null ? [] : (byCode.get(code) ?? [])));
  const frame =
    region === 'fit' && standing.length > 0 ? around(standing) : boxOf(region === 'fit' ? 'world' : region);
  const turned = () => geoEqualEarth().rotate([-(frame.west + frame.east) / 2, 0]);
  const flat = turned().fitWidth(width, frame.corners);
  const [[, top], [, bottom]] = geoPath(flat).bounds(frame.corners);
  // Marks need room to stand apart; what lies north and south of the frame fills it.
  const ratio = Math.min(0.9, Math.max(width < 500 ? 0.7 : 0.5, (bottom - top) / width));
  const height = Math.round(width * ratio);
  const projection = turned().fitExtent(
    [
      [FRAME, FRAME],
      [width - FRAME, height - FRAME],
    ],
    frame.corners,
  );
  // Room beyond the poles would be empty.
  const [x, y] = projection.translate();
  const [[, north], [, south]] = geoPath(projection).bounds(boxOf('world').corners);
  const free = Math.max(0, north - FRAME) - Math.max(0, height - FRAME - south);
  projection.translate([x, y - (height < south - north ? free : 0)]);
  projection.clipExtent([
    [-1, -1],
    [width + 1, height + 1],
  ]);
  const path = geoPath(thinned(projection)).digits(1);
  const shapes = countries.flatMap((country) => {
    const line = path(country);
    const { code } = country;
    const stand = code === null ? null : (byState.get(code) ?? null);
    return line === null ? [] : [{ stand, name: country.properties.name, path: line }];
  });
  const placed = stands.flatMap((stand) => {
    const country = stand.code === null ? undefined : byCode.get(stand.code);
    const at = country && projection(geoCentroid(mainland(country)));
    if (!at) return [];
    const [x, y] = at;
    return x < 0 || y < 0 || x > width || y > height ? [] : [{ stand, at, x, y }];
  });
  return { width, height, shapes, spots: apart(placed, width, height) };
}

/** Pixels: of an outline that is finer than the screen most points are left out, which would be drawn all the same. */
const FINEST = 0.6;

/** The projection without points that lie so near to the one before them. */
const thinned = (projection: GeoProjection) => ({
  stream: (out: GeoStream): GeoStream => {
    let line: [x: number, y: number][] = [];
    return projection.stream({
      point: (x, y) => {
        line.push([x, y]);
      },
      lineStart: () => {
        line = [];
      },
      lineEnd: () => {
        out.lineStart();
        for (const [x, y] of thinnedLine(line)) out.point(x, y);
        out.lineEnd();
      },
      polygonStart: () => out.polygonStart(),
      polygonEnd: () => out.polygonEnd(),
      sphere: () => out.sphere?.(),
    });
  },
});

function thinnedLine(line: readonly [x: number, y: number][]): readonly [x: number, y: number][] {
  let last: readonly [x: number, y: number] | null = null;
  const some = line.filter(([x, y]) => {
    if (last !== null && Math.hypot(x - last[0], y - last[1]) < FINEST) return false;
    last = [x, y];
    return true;
  });
  // An island that is smaller stays as it is.
  return some.length < 4 ? line : some;
}

/** The largest part: France is not in the middle of the Atlantic. Found once: of all that makes a map it takes longest. */
function mainland(country: Country): GeoJSON.Geometry {
  const known = MAINLANDS.get(country);
  if (known) return known;
  const found = largestOf(country.geometry);
  MAINLANDS.set(country, found);
  return found;
}
const MAINLANDS = new WeakMap<Country, GeoJSON.Geometry>();

function largestOf(geometry: GeoJSON.Geometry): GeoJSON.Geometry {
  if (geometry.type !== 'MultiPolygon') return geometry;
  const [largest] = geometry.coordinates
    .map((coordinates): GeoJSON.Polygon => ({ type: 'Polygon', coordinates }))
    .map((part) => ({ part, area: geoArea(part) }))
    .sort((a, b) => b.area - a.area);
  return largest?.part ?? geometry;
}

/** What the map has to hold of those who take part, with some room. */
function around(countries: readonly Country[]): Frame {
  const corners = countries.map(heart);
  const room = 3;
  return cornersOf([
    Math.max(-179, Math.min(...corners.map(([[west]]) => west)) - room),
    Math.max(-57, Math.min(...corners.map(([[, south]]) => south)) - room),
    Math.min(179, Math.max(...corners.map(([, [east]]) => east)) + room),
    Math.min(80, Math.max(...corners.map(([, [, north]]) => north)) + room),
  ]);
}

/** Of a vast country the part around its middle, in degrees: all of Siberia would leave the rest of the world a strip. */
function heart(country: Country): readonly [readonly [number, number], readonly [number, number]] {
  const [[west, south], [east, north]] = geoPath().bounds(mainland(country));
  const [x, y] = geoCentroid(mainland(country));
  return [
    [Math.max(west, x - HEART), Math.max(south, y - HEART)],
    [Math.min(east, x + HEART), Math.min(north, y + HEART)],
  ];
}
const HEART = 15;

const boxOf = (region: Exclude<Region, 'fit'>): Frame => cornersOf(BOXES[region]);

interface Frame {
  readonly west: number;
  readonly east: number;
  readonly corners: GeoPermissibleObjects;
}

function cornersOf([west, south, east, north]: readonly [number, number, number, number]): Frame {
  const middle = (west + east) / 2;
  const points = [south, (south + north) / 2, north].flatMap((y) => [
    [west, y],
    [middle, y],
    [east, y],
  ]);
  return { west, east, corners: { type: 'MultiPoint', coordinates: points } };
}

/** Marks that would cover each other push each other aside. */
function apart(spots: readonly Spot[], width: number, height: number): readonly Spot[] {
  const moved = spots.map((spot) => ({ ...spot }));
  for (let round = 0; round < 80; round++) {
    let still = true;
    for (const [i, a] of moved.entries())
      for (const b of moved.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x || 0.1, b.y - a.y || 0.1];
        const far = Math.hypot(dx, dy);
        if (far >= APART) continue;
        still = false;
        const push = (APART - far) / 2 / far;
        a.x -= dx * push;
        a.y -= dy * push;
        b.x += dx * push;
        b.y += dy * push;
      }
    for (const spot of moved) {
      spot.x = Math.min(width - FRAME, Math.max(FRAME, spot.x));
      spot.y = Math.min(height - FRAME, Math.max(FRAME, spot.y));
    }
    if (still) break;
  }
  return moved;
}
