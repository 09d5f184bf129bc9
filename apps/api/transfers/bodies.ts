/** What the requests about transfers take. Bodies follow from the declarations of the steps. */
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import { fieldsInOrder } from '#ledger/facts/declaration.js';
import { columnOf, optional, valueOf, type Field, type Fields } from '#ledger/facts/field.js';
import {
  FILE_STEP,
  FORWARD,
  TRANSFER_PROPOSAL,
  TRANSFER_STEP_NAMES,
  TRANSFER_STEPS,
  type ProposalValues,
  type TransferStepName,
} from '#ledger/transfer/dossier/steps.js';
import { RECEIVER_COLUMNS, withFlatReceiver } from '#reprocessing/transfer/receiver-form.js';
import { TRANSFER_STATES } from '#rulebooks/frame/capabilities/collective-transfer.js';
import { ChoiceField, IdentifierField, TextField } from '../http/fields.js';
import { invalidRequest } from '../http/validation.js';
import { CoordinatesQuery } from '../reads/coordinates.js';
import { TransferPath } from '../reads/subject-paths.js';
import { checkedField } from '../writes/fact-bodies.js';

export class TransferParticipantPath extends TransferPath {
  @IdentifierField({ description: 'Participant id at the sender.', example: 'P1' })
  readonly participantId!: string;
}

export class TransfersQuery extends CoordinatesQuery {
  @ChoiceField(TRANSFER_STATES, { optional: true, description: 'Only those in this state.' })
  readonly state?: string;
}

/** `organ: positive, on, reference, text?` */
function told(step: TransferStepName): string {
  const columns = fieldsInOrder(TRANSFER_STEPS[step].fields).map(({ column, field }) => (field.optional ? `${column}?` : column));
  return `${step}: ${columns.join(', ')}.`;
}

export class TransferStepBody {
  @ChoiceField(TRANSFER_STEP_NAMES, { description: TRANSFER_STEP_NAMES.map(told).join(' '), example: 'organ' })
  readonly step!: TransferStepName;
}

for (const [column, field] of columnsOfSteps()) checkedField(optional(field))(TransferStepBody.prototype, column);

function columnsOfSteps(): ReadonlyMap<string, Field> {
  const all = TRANSFER_STEP_NAMES.flatMap((step) => Object.entries(TRANSFER_STEPS[step].fields as Fields));
  return new Map(all.map(([property, field]) => [columnOf(property, field), field]));
}

class ProposedReceiverBody {}

export class ProposeTransferBody {
  @ApiProperty({
    type: ProposedReceiverBody,
    required: false,
    description: 'The receiver in one: instead of receiverType, receiverId, receiverName, receiverFundId and ppiGround.',
  })
  @IsOptional()
  @IsObject({ message: 'receiver must be an object' })
  @ValidateNested()
  @Type(() => ProposedReceiverBody)
  readonly receiver?: ProposedReceiverBody;
}

const COLUMN_IN_RECEIVER = new Map<string, string>(Object.entries(RECEIVER_COLUMNS).map(([name, column]) => [column, name]));

for (const { column, field } of fieldsInOrder(TRANSFER_PROPOSAL)) {
  const nested = COLUMN_IN_RECEIVER.get(column);
  checkedField(nested === undefined ? field : optional(field))(ProposeTransferBody.prototype, column);
  if (nested !== undefined) checkedField(optional(field))(ProposedReceiverBody.prototype, nested);
}

/** Fails INVALID_REQUEST where the receiver has no name; refuses DUPLICATE_FIELD. */
export function proposalOf(body: ProposeTransferBody): ProposalValues {
  const flat = withFlatReceiver({ ...body });
  if (flat['receiverName'] === undefined || flat['receiverName'] === null) {
    throw invalidRequest([{ field: 'receiverName', message: 'receiverName is missing: it, or receiver.name, says who the receiver is' }]);
  }
  return stepValuesOf(TRANSFER_PROPOSAL, flat) as ProposalValues;
}

/** How a file is named, and the step that it comes with. */
export class TransferFileQuery {
  @TextField(120, { description: 'Name of the file, NAME.csv, NAME.ndjson or NAME.jsonl.', example: 'rights.csv' })
  readonly file!: string;
}

for (const { column, field } of fieldsInOrder(FILE_STEP)) checkedField(field)(TransferFileQuery.prototype, column);

export class ForwardQuery {
  @TextField(120, { description: 'Name of the file, NAME.csv, NAME.ndjson or NAME.jsonl.', example: 'deaths.csv' })
  readonly file!: string;
}

for (const { column, field } of fieldsInOrder(FORWARD)) checkedField(field)(ForwardQuery.prototype, column);

/** Fails INVALID_REQUEST for a field that the step does not take. */
export function stepValues({ step, ...body }: TransferStepBody): object {
  const { fields } = TRANSFER_STEPS[step];
  const known = new Set(fieldsInOrder(fields).map(({ column }) => column));
  const foreign = Object.entries(body).filter(([column, value]) => value !== undefined && value !== null && !known.has(column));
  if (foreign.length > 0) {
    throw invalidRequest(foreign.map(([field]) => ({ field, message: `${field} is not a field of step ${step}: ${told(step)}` })));
  }
  return stepValuesOf(fields, body);
}

/** Refuses MISSING_FIELD. */
export function stepValuesOf(fields: Fields, body: object): object {
  const given = body as { readonly [column: string]: unknown };
  return Object.fromEntries(
    fieldsInOrder(fields).map(({ property, column, field }) => {
      const value = given[column];
      return [property, valueOf(field, value === undefined || value === null ? undefined : String(value), column)];
    }),
  );
}
