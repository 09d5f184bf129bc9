/** The double's `Append`: one call, one stream, one write; strict about what a real server refuses. */
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
    const proposed = message.getProposedMessage();
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
    if (contentType !== 'application/json' && contentType !== 'application/octet-stream') return serverError(status.INVALID_ARGUMENT, `content type ${contentType}`);
    events.push({ id, type, contentType, data: proposed.getData_asU8(), metadata: proposed.getCustomMetadata_asU8() });
  }
  return { stream, expected, events };
}

function expectedOf(options: InstanceType<typeof streams.AppendReq.Options>): Expected | undefined {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream-exists' : undefined;
}
