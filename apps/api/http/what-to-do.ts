/** What a refusal asks for, as it is done over HTTP, by the refusal's code. */
import type { Refusal } from '#ledger/kernel/refusal.js';
import { withWords, type ToldRefusal } from '#words/said.js';
import { HTTP_ENGLISH } from '../words/english.js';

const ROUTES: { readonly [code: string]: (refusal: Refusal | ToldRefusal) => string | undefined } = {
  UNKNOWN_PARTICIPANT: () => 'POST /v1/participants',
  EMPLOYER_NOT_AFFILIATED: ({ participantId, affiliatedOn }) =>
    participantId === undefined && affiliatedOn === undefined ? 'POST /v1/employers' : undefined,
  UNKNOWN_TRANSFER: ({ model }) => (model === undefined ? 'POST /v1/transfers' : undefined),
  INCOME_NOT_REPORTED: ({ participantId }) => `POST /v1/participants/${idOr(participantId)}/incomes`,
  INCOME_ALREADY_REPORTED: ({ participantId }) => `POST /v1/participants/${idOr(participantId)}/corrections`,
  NO_PENSION_IN_PAYMENT: ({ participantId }) => `POST /v1/participants/${idOr(participantId)}/pensions`,
  UNKNOWN_EVENT: ({ participantId, employerId }) =>
    participantId !== undefined ? `GET /v1/participants/${idOr(participantId)}/history`
    : employerId !== undefined ? `GET /v1/employers/${idOr(employerId)}/history`
    : undefined,
  PARTICIPANT_NOT_READABLE: ({ participantId }) => `GET /v1/participants/${idOr(participantId)}/history`,
  EMPLOYER_NOT_READABLE: ({ employerId }) => `GET /v1/employers/${idOr(employerId)}/history`,
  TRANSFER_NOT_READABLE: ({ transferId }) => `GET /v1/transfers/${idOr(transferId)}/history`,
  EVENT_NOT_FOLDABLE: ({ participantId, employerId }) =>
    participantId !== undefined ? `POST /v1/participants/${idOr(participantId)}/annulments`
    : employerId !== undefined ? `POST /v1/employers/${idOr(employerId)}/annulments`
    : undefined,
  MISSING_PARAMETER: () => 'POST /v1/funds/{id}/parameters',
  UNKNOWN_CHANGE: ({ ofScheme }) =>
    Array.isArray(ofScheme) && ofScheme.length > 0 ? 'POST /v1/funds/{id}/decisions, scheme-notice' : undefined,
  FUND_NOT_ESTABLISHED: () => 'send `"establish": true` beside the parameters',
  UNKNOWN_OPERATION: () => 'GET /v1/calculate',
  MODEL_NOT_BUILT: () => 'the server builds it by itself: GET /v1/standing',
  UNKNOWN_PLAN: () => 'POST /v1/reprocessings',
  PLAN_OF_OTHER_VERSION: () => 'POST /v1/reprocessings',
  NOT_APPROVED: () => 'POST /v1/reprocessings/{id}/approval',
  INTERRUPTED: ({ digest }) => (digest === undefined ? undefined : 'POST /v1/reprocessings/{id}/commit'),
};

export function isTold(refusal: Refusal | ToldRefusal): refusal is ToldRefusal {
  return refusal.message !== undefined;
}

function idOr(id: unknown): string {
  return typeof id === 'string' ? encodeURIComponent(id) : '{id}';
}

/** With its sentence, or the one that was kept of it; and with the route that does what it asks for, where there is one. */
export function toldOverHttp(refusal: Refusal | ToldRefusal): ToldRefusal {
  const told = isTold(refusal) ? refusal : withWords(refusal, HTTP_ENGLISH);
  const route = ROUTES[refusal.code]?.(refusal);
  return route === undefined ? told : { ...told, message: `${told.message} (${route})` };
}
