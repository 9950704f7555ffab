import { useEffect, useState } from 'preact/hooks';
import { plain, useAnswer } from '../api.ts';
import type { Page, Party } from '../api-types.ts';
import { learn, nameOf } from '../names.ts';
import { texts } from '../texts.ts';

/** One whom the book does not know yet is taken as named, and not resolved. */
export const newParty = (name: string): Party => ({
  id: `unknown:${name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`,
  kind: 'unknown',
  name,
  state: null,
  size: null,
});

interface PartyFieldProps {
  readonly label: string;
  readonly ids: readonly string[];
  /** Names that the book has are not offered: they would tell what was read. */
  readonly isBlind?: boolean;
  /** Of one that is new the party itself goes along. */
  readonly onChange: (ids: readonly string[], added: Party | null) => void;
}

/** Several parties: each can be taken away, and others are found by their names. */
export function PartyField({ label, ids, isBlind = false, onChange }: PartyFieldProps) {
  const [words, setWords] = useState('');
  const known = useAnswer<Page<Party>>(plain('/actors', { counts: 'no', limit: '500' })).data?.items ?? [];
  // Triggers name parties, too.
  useEffect(() => learn({ parties: known }), [known]);
  const list = `parties-${label.replaceAll(' ', '-')}`;
  const add = (name: string): void => {
    const wanted = name.trim();
    if (wanted === '') return;
    const found = known.find((one) => one.name.toLowerCase() === wanted.toLowerCase() || one.id === wanted);
    const party = found ?? newParty(wanted);
    if (!ids.includes(party.id)) onChange([...ids, party.id], found ? null : party);
    setWords('');
  };
  return (
    <fieldset class="party-field">
      <legend>{label}</legend>
      {ids.map((id) => (
        <button
          key={id}
          type="button"
          aria-label={texts.mend.take(nameOf(id))}
          onClick={() =>
            onChange(
              ids.filter((one) => one !== id),
              null,
            )
          }
        >
          {nameOf(id)} <span aria-hidden="true">×</span>
        </button>
      ))}
      <input
        aria-label={texts.mend.add(label)}
        list={list}
        value={words}
        placeholder={texts.mend.addShort}
        onInput={(event) => setWords(event.currentTarget.value)}
        onChange={(event) => add(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || words.trim() === '') return;
          event.preventDefault();
          add(words);
        }}
      />
      <datalist id={list}>
        {(isBlind ? [] : known).map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </fieldset>
  );
}
