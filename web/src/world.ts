import { geoContains } from 'd3-geo';
import codes from 'i18n-iso-countries/codes.json' with { type: 'json' };
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import address from 'world-atlas/countries-50m.json?url';

export type Country = GeoJSON.Feature<GeoJSON.Geometry, { readonly name: string }> & {
  /** ISO 3166-1 alpha-3; null where it has none. */
  readonly code: string | null;
};

const alpha3 = new Map(codes.map(([, three, number]) => [number, three]));

/** Nobody is at home there, and it takes much room. */
const ANTARCTICA = '010';

let loaded: Promise<readonly Country[]> | null = null;

/** The countries of Natural Earth, 1 to 50 million; fetched from this server when a map is first looked at. */
export function loadWorld(): Promise<readonly Country[]> {
  loaded ??= fetch(address).then(async (response) => {
    if (!response.ok) throw new Error(`${response.status}`);
    const world: Topology<{ readonly countries: GeometryCollection<{ readonly name: string }> }> =
      await response.json();
    const countries = feature(world, world.objects.countries)
      .features.filter(({ id }) => id !== ANTARCTICA)
      .map((country) => ({ ...country, code: alpha3.get(String(country.id)) ?? null }));
    return moved(countries, [34.2, 45.2], 'RUS', 'UKR');
  });
  loaded.catch(() => {
    loaded = null;
  });
  return loaded;
}

/**
 * Natural Earth draws who holds the land. Crimea is drawn as the General Assembly of the United Nations has it (resolution
 * 68/262): part of Ukraine.
 */
function moved(
  countries: readonly Country[],
  place: [longitude: number, latitude: number],
  from: string,
  to: string,
): readonly Country[] {
  const parts = partsOf(countries.find(({ code }) => code === from));
  const part = parts.find((coordinates) => geoContains({ type: 'Polygon', coordinates }, place));
  if (part === undefined) return countries;
  const withParts = (country: Country, coordinates: GeoJSON.Position[][][]): Country => ({
    ...country,
    geometry: { type: 'MultiPolygon', coordinates },
  });
  return countries.map((country) => {
    const own = partsOf(country);
    if (country.code === from)
      return withParts(
        country,
        own.filter((one) => one !== part),
      );
    return country.code === to ? withParts(country, [...own, part]) : country;
  });
}

function partsOf(country: Country | undefined): GeoJSON.Position[][][] {
  const geometry = country?.geometry;
  if (geometry?.type === 'MultiPolygon') return geometry.coordinates;
  return geometry?.type === 'Polygon' ? [geometry.coordinates] : [];
}
