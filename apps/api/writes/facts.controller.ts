/** POST: every fact that is declared, by one controller. A route, its body and its place in OpenAPI follow from the declaration. */
import { declareRoute } from '../http/declared-route.js';
import { Body, Controller, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { declaredFact, FACT_NAMES, type AnyFact, type FactName, type FactSubject } from '#ledger/declared-facts.js';
import { WriteAnswers } from '../openapi/answers.js';
import { EmployerPath, FundPath, ParticipantPath } from '../reads/subject-paths.js';
import { answerWrite, writeTermsOf, type RequestHeaders } from './answer-write.js';
import { WriteCommand } from './commands.js';
import { bodyOf, factValuesOf } from './fact-bodies.js';
import type { Written } from './write-once.js';

@Controller('v1')
export class FactsController {
  readonly commands: CommandBus;

  constructor(@Inject(CommandBus) commands: CommandBus) {
    this.commands = commands;
  }
}

type Body = { readonly [column: string]: unknown };

/** What the path of a fact after the first names, and what is answered where it cannot take a fact. */
const SUBJECTS: {
  readonly [subject in FactSubject]: { readonly path: new () => { readonly id: string }; readonly refuses: readonly string[] };
} = {
  participant: { path: ParticipantPath, refuses: ['UNKNOWN_PARTICIPANT', 'PARTICIPANT_TRANSFERRED'] },
  employer: { path: EmployerPath, refuses: ['EMPLOYER_NOT_AFFILIATED'] },
  fund: { path: FundPath, refuses: ['UNKNOWN_FUND'] },
};

/** What is answered where roles are on and one person's word is not enough. */
const SECOND_PERSON = { 'approves-a-plan': 'ROLES_ARE_ON', 'asks-for-the-same': 'SAME_PERSON' } as const satisfies {
  readonly [needed in NonNullable<AnyFact['secondPerson']>]: string;
};

for (const name of FACT_NAMES) addRoute(name, declaredFact(name));

function addRoute(name: FactName, fact: AnyFact): void {
  const { operation, summary, path, founds, refuses, subject, secondPerson } = fact;
  const write = (controller: FactsController, id: string, body: Body, headers: RequestHeaders, response: Response): Promise<Written> =>
    answerWrite(
      controller.commands,
      new WriteCommand({ kind: 'fact', name, id, values: factValuesOf(fact, body) }, writeTermsOf(headers, body)),
      response,
    );
  const method =
    founds === true
      ? function (this: FactsController, body: Body, headers: RequestHeaders, response: Response): Promise<Written> {
          return write(this, String(body[`${subject}Id`]), body, headers, response);
        }
      : function (
          this: FactsController,
          body: Body,
          headers: RequestHeaders,
          response: Response,
          { id }: { readonly id: string },
        ): Promise<Written> {
          return write(this, id, body, headers, response);
        };
  const problems = [
    ...(founds === true ? [] : SUBJECTS[subject].refuses),
    ...(secondPerson === undefined ? [] : [SECOND_PERSON[secondPerson]]),
    ...refuses,
  ];
  declareRoute(FactsController, {
    operation,
    method,
    parameters: [
      [Body(), bodyOf(fact)],
      [Headers(), Object],
      [Res({ passthrough: true }), Object],
      ...(founds === true ? [] : [[Param(), SUBJECTS[subject].path] as const]),
    ],
    decorators: [
      Post(founds === true ? path : `${subject}s/:id/${path}`),
      WriteAnswers({ id: operation, summary, problems }),
      ApiTags(`${subject}s`),
    ],
  });
}
