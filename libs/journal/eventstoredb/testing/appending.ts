/** What the double's `Append` and `BatchAppend` are asked for; strict about what a real server refuses. */
import { status, type ServiceError } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { serverError } from './answers.js';
import type { Expected, ProposedEvent } from './log.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface AskedAppend {
  readonly stream: string;
  readonly expected: Expected;
  readonly events: readonly ProposedEvent[];
}

/** The messages of one call put together; an error for what a server rejects before it writes. */
export function askedAppend(messages: readonly InstanceType<typeof streams.AppendReq>[]): AskedAppend | ServiceError {
  const options = messages[0]?.getOptions();
  if (options === undefined) return serverError(status.INVALID_ARGUMENT, 'the first message carries no options');
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  if (stream === '') return serverError(status.INVALID_ARGUMENT, 'empty stream name');
  const expected = expectedOf(options);
  if (expected === undefined) return serverError(status.INVALID_ARGUMENT, 'no expected stream revision');
  const events: ProposedEvent[] = [];
  for (const message of messages.slice(1)) {
    const proposed = proposedEvent(message.getProposedMessage());
    if (proposed instanceof Error) return proposed;
    events.push(proposed);
  }
  return { stream, expected, events };
}

/** The messages of one append in a batch call, up to its final one. */
export function askedBatchAppend(messages: readonly InstanceType<typeof streams.BatchAppendReq>[]): AskedAppend | ServiceError {
  const options = messages[0]?.getOptions();
  if (options === undefined) return serverError(status.INVALID_ARGUMENT, 'the first message carries no options');
  const stream = Buffer.from(options.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
  if (stream === '') return serverError(status.INVALID_ARGUMENT, 'empty stream name');
  let expected: Expected;
  if (options.hasStreamPosition()) expected = BigInt(options.getStreamPosition());
  else if (options.hasNoStream()) expected = 'no-stream';
  else if (options.hasStreamExists()) expected = 'stream-exists';
  else expected = 'any';
  const events: ProposedEvent[] = [];
  for (const proposed of messages.flatMap((message) => message.getProposedMessagesList()).map(proposedEvent)) {
    if (proposed instanceof Error) return proposed;
    events.push(proposed);
  }
  return { stream, expected, events };
}

type Proposed = InstanceType<typeof streams.AppendReq.ProposedMessage> | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>;

function proposedEvent(proposed: Proposed | undefined): ProposedEvent | ServiceError {
  if (proposed === undefined) return serverError(status.INVALID_ARGUMENT, 'a message without an event');
  const id = proposed.getId()?.getString() ?? '';
  if (!UUID.test(id)) return serverError(status.UNKNOWN, `Exception was thrown by handler. FormatException: ${id} is no UUID`);
  const [type, contentType] = [proposed.getMetadataMap().get('type'), proposed.getMetadataMap().get('content-type')];
  if (type === undefined || contentType === undefined) {
    return serverError(status.INVALID_ARGUMENT, `Required Metadata Property '${type === undefined ? 'type' : 'content-type'}' is missing`, {
      exception: 'missing-required-metadata-property',
      'required-metadata-properties': 'type,content-type',
    });
  }
  if (type === '') return serverError(status.UNKNOWN, 'Exception was thrown by handler. ArgumentNullException: eventType');
  if (contentType !== 'application/json' && contentType !== 'application/octet-stream')
    return serverError(status.INVALID_ARGUMENT, `content type ${contentType}`);
  return { id, type, contentType, data: proposed.getData_asU8(), metadata: proposed.getCustomMetadata_asU8() };
}

function expectedOf(options: InstanceType<typeof streams.AppendReq.Options>): Expected | undefined {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : undefined;
}
