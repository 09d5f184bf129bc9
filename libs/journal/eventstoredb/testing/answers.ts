/** Answers in the server's own messages, with the errors and trailers a real one gives. */
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import grpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import protobufAny from 'google-protobuf/google/protobuf/any_pb.js';
import protobufEmpty from 'google-protobuf/google/protobuf/empty_pb.js';
import { LARGEST_APPEND_BYTES, type Expected, type LogRecord, type WriteResult } from './log.js';

export function serverError(code: status, message: string, trailers: Readonly<Record<string, string>> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(message), { code, details: message, metadata });
}

export function notLeader(host: string, port: number): ServiceError {
  return serverError(status.NOT_FOUND, `Leader info available`, {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });
}

/** A server that has no leader yet. */
export function notReady(): ServiceError {
  return serverError(status.UNAVAILABLE, 'Server Is Not Ready');
}

export function accessDenied(): ServiceError {
  return serverError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
}

export function appendAnswer(
  stream: string,
  expected: Expected,
  result: WriteResult,
): InstanceType<typeof streams.AppendResp> | ServiceError {
  const answer = new streams.AppendResp();
  if (result.kind === 'too-large') {
    return serverError(status.INVALID_ARGUMENT, `Maximum Append Size of ${LARGEST_APPEND_BYTES} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(LARGEST_APPEND_BYTES),
    });
  }
  if (result.kind === 'deleted') {
    return serverError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    });
  }
  if (result.kind === 'wrong-version') {
    const wrong = new streams.AppendResp.WrongExpectedVersion();
    if (result.current < 0n) wrong.setCurrentNoStream(new shared.Empty());
    else wrong.setCurrentRevision(result.current.toString());
    if (expected === 'no-stream') wrong.setExpectedNoStream(new shared.Empty());
    else if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
    else if (expected === 'stream-exists') wrong.setExpectedStreamExists(new shared.Empty());
    else wrong.setExpectedRevision(expected.toString());
    answer.setWrongExpectedVersion(wrong);
    return answer;
  }
  const success = new streams.AppendResp.Success();
  if (result.revision < 0n) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(result.revision.toString());
  if (result.position === undefined) {
    success.setNoPosition(new shared.Empty());
  } else {
    const position = new streams.AppendResp.Position();
    position.setCommitPosition(result.position.toString());
    position.setPreparePosition(result.position.toString());
    success.setPosition(position);
  }
  answer.setSuccess(success);
  return answer;
}

/** What older servers say for a position they do not give. */
const NO_POSITION = (2n ** 64n - 1n).toString();

export function eventAnswer(record: LogRecord, hasPosition = true): InstanceType<typeof streams.ReadResp> {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(record.id);
  recorded.setId(id);
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(record.stream).toString('base64'));
  recorded.setStreamIdentifier(name);
  recorded.setStreamRevision(record.revision.toString());
  recorded.setCommitPosition(hasPosition ? record.position.toString() : NO_POSITION);
  recorded.setPreparePosition(hasPosition ? record.position.toString() : NO_POSITION);
  recorded.getMetadataMap().set('type', record.type).set('content-type', record.contentType).set('created', record.created.toString());
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  if (hasPosition) event.setCommitPosition(record.position.toString());
  else event.setNoPosition(new shared.Empty());
  const answer = new streams.ReadResp();
  answer.setEvent(event);
  return answer;
}

export function notFoundAnswer(stream: string): InstanceType<typeof streams.ReadResp> {
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream).toString('base64'));
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(name);
  const answer = new streams.ReadResp();
  answer.setStreamNotFound(missing);
  return answer;
}

export function confirmationAnswer(id: string): InstanceType<typeof streams.ReadResp> {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(id);
  const answer = new streams.ReadResp();
  answer.setConfirmation(confirmation);
  return answer;
}

export function checkpointAnswer(position: bigint): InstanceType<typeof streams.ReadResp> {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(position.toString());
  checkpoint.setPreparePosition(position.toString());
  const answer = new streams.ReadResp();
  answer.setCheckpoint(checkpoint);
  return answer;
}

/** What a server that cannot write just now says inside a batch call, which goes on. */
export const NOT_READY_WORDS = ['Server Is Not Ready', 'Server Is Busy', 'No leader info available in response'] as const;

export function notReadyAnswer(id: string, words: string): InstanceType<typeof streams.BatchAppendResp> {
  const answer = new streams.BatchAppendResp();
  const correlation = new shared.UUID();
  correlation.setString(id);
  answer.setCorrelationId(correlation);
  const failed = new grpcStatus.Status();
  const details = new protobufAny.Any();
  details.pack(new protobufEmpty.Empty().serializeBinary(), 'google.protobuf.Empty');
  failed.setMessage(words);
  failed.setDetails(details);
  answer.setError(failed);
  return answer;
}

/** The answer to one append of a batch call: errors come as a status with typed details, and leave the call open. */
export function batchAnswer(
  id: string,
  stream: string,
  expected: Expected,
  result: WriteResult | ServiceError,
): InstanceType<typeof streams.BatchAppendResp> {
  const answer = new streams.BatchAppendResp();
  const correlation = new shared.UUID();
  correlation.setString(id);
  answer.setCorrelationId(correlation);
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream).toString('base64'));
  answer.setStreamIdentifier(name);
  if (!(result instanceof Error) && result.kind === 'written') {
    const success = new streams.BatchAppendResp.Success();
    if (result.revision < 0n) success.setNoStream(new protobufEmpty.Empty());
    else success.setCurrentRevision(result.revision.toString());
    if (result.position === undefined) {
      success.setNoPosition(new protobufEmpty.Empty());
    } else {
      const position = new shared.AllStreamPosition();
      position.setCommitPosition(result.position.toString());
      position.setPreparePosition(result.position.toString());
      success.setPosition(position);
    }
    answer.setSuccess(success);
    return answer;
  }
  const failed = new grpcStatus.Status();
  const details = new protobufAny.Any();
  const [message, type, bytes] = failureOf(name, expected, result);
  details.pack(bytes, type);
  failed.setMessage(message);
  failed.setDetails(details);
  answer.setError(failed);
  return answer;
}

function failureOf(
  stream: InstanceType<typeof shared.StreamIdentifier>,
  expected: Expected,
  result: Exclude<WriteResult, { kind: 'written' }> | ServiceError,
): [string, string, Uint8Array] {
  if (result instanceof Error) return ['BadRequest', 'event_store.client.BadRequest', new shared.BadRequest().serializeBinary()];
  switch (result.kind) {
    case 'too-large': {
      const details = new shared.MaximumAppendSizeExceeded();
      details.setMaxappendsize(LARGEST_APPEND_BYTES);
      return ['Maximum Append Size Exceeded', 'event_store.client.MaximumAppendSizeExceeded', details.serializeBinary()];
    }
    case 'deleted': {
      const details = new shared.StreamDeleted();
      details.setStreamIdentifier(stream);
      return ['Stream Deleted', 'event_store.client.StreamDeleted', details.serializeBinary()];
    }
    case 'wrong-version': {
      const details = new shared.WrongExpectedVersion();
      if (result.current < 0n) details.setCurrentNoStream(new protobufEmpty.Empty());
      else details.setCurrentStreamRevision(result.current.toString());
      if (expected === 'no-stream') details.setExpectedNoStream(new protobufEmpty.Empty());
      else if (expected === 'any') details.setExpectedAny(new protobufEmpty.Empty());
      else if (expected === 'stream-exists') details.setExpectedStreamExists(new protobufEmpty.Empty());
      else details.setExpectedStreamPosition(expected.toString());
      return ['WrongExpectedVersion', 'event_store.client.WrongExpectedVersion', details.serializeBinary()];
    }
  }
}
