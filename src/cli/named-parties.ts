import { membersAt } from '../book/actor-decisions/parties.ts';
import { toldOn } from '../book/moment.ts';
import type { BookClaim, PartyRole, Replacement } from '../book/record.ts';
import { slice } from '../text/span.ts';
import { type Leads, partyName } from './entry-block.ts';

/**
 * The claim's actors by what the book calls them, with the words of the report where these are others, what decision put them
 * there, and who was in a coalition then: `NATO (“Mark Rutte”; read as state:NLD, d-5b0e12f8a9c4)`.
 */
export const actorsAsNamed = (claim: BookClaim, leads: Leads): string =>
  claim.actors.map((id) => partyAsNamed(id, 'actors', claim, leads)).join(', ') || '(nobody named)';

/** The same of its other parties, a line a role, where decisions on actors put them there. */
export const othersAsNamed = (claim: BookClaim, leads: Leads): readonly string[] =>
  (['targets', 'beneficiary', 'sources'] as const).flatMap((role) => {
    const ids = new Set((claim.replacements ?? []).filter((r) => r.role === role).map(({ after }) => after));
    const named = [...ids].map((id) => partyAsNamed(id, role, claim, leads));
    return named.length > 0 ? [`${role}: ${named.join(', ')}`] : [];
  });

function partyAsNamed(id: string, role: PartyRole, claim: BookClaim, leads: Leads): string {
  const name = partyName(leads, id);
  const [report, party] = [leads.reports.get(claim.report), leads.parties.get(id)];
  const namings = (claim.namings ?? []).filter((at) => at.party === id && at.roles.includes(role));
  const words = report ? namings.map((at) => slice(report.text, at)) : [];
  const members = report && party?.members ? membersAt(party, toldOn(report)) : null;
  const notes = [
    ...[...new Set(words)].filter((said) => said !== name).map((said) => `“${said}”`),
    ...(claim.replacements ?? []).filter((r) => r.role === role && r.after === id).map(replacedText),
    ...(members
      ? [`then ${members.map((member) => partyName(leads, member.party)).join(', ') || 'nobody'}`]
      : []),
  ];
  return notes.length > 0 ? `${name} (${[...new Set(notes)].join('; ')})` : name;
}

const replacedText = ({ before, decisions }: Replacement): string =>
  `read as ${before}, ${decisions.join(', ')}`;
