/** One of the kinds that there are of something, by their names. */
export function KindSelect<K extends string>({
  label,
  names,
  kind,
  onChange,
}: {
  readonly label: string;
  readonly names: Readonly<Record<K, string>>;
  readonly kind: K;
  readonly onChange: (kind: K) => void;
}) {
  const isKind = (name: string): name is K => name in names;
  const kinds = Object.keys(names).filter(isKind);
  return (
    <select
      aria-label={label}
      value={kind}
      onChange={({ currentTarget: { value } }) => {
        if (isKind(value)) onChange(value);
      }}
    >
      {kinds.map((one) => (
        <option key={one} value={one}>
          {names[one]}
        </option>
      ))}
    </select>
  );
}
