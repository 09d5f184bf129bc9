/** The ledger's messages name commands; here the same is done by a route, and the command could not write beside the server. */
const ROUTES: readonly (readonly [command: RegExp, route: string])[] = [
  [/import it(?: first)? with `accrual import participants FILE`/, 'enrol it with POST /v1/participants'],
  [/import the income first/, 'report it first with POST /v1/participants/{id}/incomes'],
  [/send a correction/, 'send POST /v1/participants/{id}/corrections'],
  [/`accrual parameters FILE`/, 'POST /v1/funds/{id}/parameters'],
  [/\(accrual parameters FILE\)/, '(POST /v1/funds/{id}/parameters)'],
  [/`accrual history (\S+)`/, 'GET /v1/participants/$1/history'],
  [/`accrual calculate --list`/, 'GET /v1/calculate'],
  [/plan the file again/, 'upload the file again'],
  [/; `accrual reprocess plan FILE` makes one and names its digest/, ''],
  [/`accrual reprocess approve \S+` does it/, 'POST /v1/reprocessings/{id}/approval does it'],
  [/`accrual reprocess commit \S+` goes on from there/, 'POST /v1/reprocessings/{id}/commit goes on from there'],
  [/build it with `accrual rebuild \w+`/, 'the server builds it by itself'],
];

/** A refusal's message as a caller over HTTP can act on it; its code stays what it is everywhere. */
export function spokenForHttp(message: string): string {
  return ROUTES.reduce((text, [command, route]) => text.replace(command, route), message);
}
