/** The bytes of a request are those that the client's own classes read, with everything in its place. */
import streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { batchRequest } from './batch-message.js';

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constant('é\u{1f600}'.repeat(40_000)));
const event = fc.record({ serverId: fc.uuid(), type: fc.string({ unit: 'binary', maxLength: 40 }), text, metadata: text });
const append = fc.record({
  stream: fc.string({ unit: 'grapheme', maxLength: 200 }),
  after: fc.oneof(fc.integer({ min: -1, max: 300 }), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
  events: fc.array(event, { maxLength: 4 }),
});

function readBack(bytes: Buffer): object {
  const request = streams.BatchAppendReq.deserializeBinary(bytes);
  const options = request.getOptions();
  const deadline = options?.getDeadline();
  return {
    id: request.getCorrelationId()?.getString(),
    isFinal: request.getIsFinal(),
    stream: Buffer.from(options?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    after: options?.hasNoStream() === true ? -1 : Number(options?.getStreamPosition()),
    deadline: (deadline?.getSeconds() ?? 0) * 1_000 + (deadline?.getNanos() ?? 0) / 1_000_000,
    events: request.getProposedMessagesList().map((message) => ({
      serverId: message.getId()?.getString(),
      type: message.getMetadataMap().get('type'),
      contentType: message.getMetadataMap().get('content-type'),
      text: Buffer.from(message.getData_asU8()).toString('utf8'),
      metadata: Buffer.from(message.getCustomMetadata_asU8()).toString('utf8'),
    })),
  };
}

it('whatever is appended is read back as it was', () => {
  fc.assert(
    fc.property(fc.uuid(), append, fc.integer({ min: 0, max: 4_102_444_800_000 }), (id, { stream, after, events }, deadline) => {
      expect(readBack(batchRequest(id, { stream, after, events }, deadline))).toEqual({
        id, isFinal: true, stream, after, deadline, events: events.map((each) => ({ ...each, contentType: 'application/json' })),
      });
    }),
    { numRuns: 200 },
  );
});
