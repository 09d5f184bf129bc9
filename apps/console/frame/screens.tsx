/** Which screen an address shows. */
import type { ComponentChildren } from 'preact';
import { Access } from '../access/access.js';
import { Corrections } from '../corrections/corrections.js';
import { ReprocessingScreen } from '../corrections/reprocessing.js';
import { Employer } from '../employers/employer.js';
import { Employers } from '../employers/employers.js';
import { EvidenceScreen } from '../evidence/evidence.js';
import { FundScreen, FundsScreen } from '../funds/funds.js';
import { JournalScreen } from '../journal/journal.js';
import { Parameters } from '../parameters/parameters.js';
import { ExplainScreen } from '../participant/explain.js';
import { ParticipantScreen } from '../participant/participant.js';
import { Participants } from '../participant/participants.js';
import { Policy } from '../policy/policy.js';
import { Portfolio } from '../portfolio/portfolio.js';
import { SHORT_ID } from '../studies/shapes.js';
import { StudiesScreen } from '../studies/studies.js';
import { StudyScreen } from '../studies/study.js';
import { TransferScreen } from '../transfers/transfer.js';
import { Transfers } from '../transfers/transfers.js';
import { Windows } from '../windows/windows.js';
import { words } from '../words/words.js';

export const SECTIONS = [
  'participants',
  'windows',
  'corrections',
  'employers',
  'transfers',
  'journal',
  'funds',
  'parameters',
  'policy',
  'portfolio',
  'evidence',
  'access',
] as const;

interface Screen {
  readonly title: string;
  readonly screen: ComponentChildren;
}

export function screenOf(path: readonly string[]): Screen {
  const text = words();
  const [section = 'participants', id, part, of] = path;
  switch (section) {
    case 'participants':
      if (id === undefined) return { title: text.participants.title, screen: <Participants /> };
      return {
        title: text.participant.title(id),
        screen: part === 'explain' ? <ExplainScreen key={id} id={id} /> : <ParticipantScreen key={id} id={id} />,
      };
    case 'windows':
      return { title: text.windows.title, screen: <Windows participant={id} /> };
    case 'corrections':
      return { title: text.corrections.title, screen: id === undefined ? <Corrections /> : <ReprocessingScreen key={id} id={id} /> };
    case 'employers':
      return id === undefined
        ? { title: text.employers.title, screen: <Employers /> }
        : { title: text.employers.titleOf(id), screen: <Employer key={id} id={id} /> };
    case 'transfers':
      return id === undefined
        ? { title: text.transfers.title, screen: <Transfers /> }
        : { title: text.transfers.titleOf(id), screen: <TransferScreen key={id} id={id} /> };
    case 'funds':
      if (id === undefined) return { title: text.funds.title, screen: <FundsScreen /> };
      if (part !== 'studies') return { title: text.funds.titleOf(id), screen: <FundScreen key={id} id={id} /> };
      return of === undefined
        ? { title: text.studies.title, screen: <StudiesScreen key={id} fund={id} /> }
        : { title: text.studies.titleOf(of.slice(0, SHORT_ID)), screen: <StudyScreen key={of} fund={id} run={of} /> };
    case 'policy':
      return { title: text.policy.title, screen: <Policy /> };
    case 'journal':
      return { title: text.journal.title, screen: <JournalScreen /> };
    case 'evidence':
      return { title: text.evidence.title, screen: <EvidenceScreen /> };
    case 'access':
      return { title: text.access.title, screen: <Access /> };
    case 'portfolio':
      return { title: text.portfolio.title, screen: <Portfolio /> };
    case 'parameters':
      return { title: text.parameters.title, screen: <Parameters fund={id} /> };
    default:
      return { title: text.frame.notFound, screen: <p class="empty">{text.frame.notFound}</p> };
  }
}
