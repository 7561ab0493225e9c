// What an import sends obeys the same field rules as what comes over HTTP: the same classes check it.
import { plainToInstance } from 'class-transformer';
import { type ValidationError, getMetadataStorage, validateSync } from 'class-validator';
import { brokenRule, fieldTexts } from '@ledger/ledger';
import {
  AddProductBody,
  AddSalespersonBody,
  AdjustTargetBody,
  AdvanceDealBody,
  AssignManagerBody,
  AssignTerritoryBody,
  AssignToTeamBody,
  ChangeCustomerBody,
  ChangeProductBody,
  ChangeSalespersonBody,
  ConvertLeadBody,
  CorrectDealBody,
  CreateTeamBody,
  CreateTerritoryBody,
  DisqualifyLeadBody,
  LoseDealBody,
  OpenDealBody,
  QualifyLeadBody,
  ReassignDealBody,
  ReceiveFeedbackBody,
  ReceiveLeadBody,
  RegisterCustomerBody,
  ReopenDealBody,
  SetTargetBody,
  WinDealBody,
  WithdrawTargetBody,
} from '@ledger/sales';
import { ImportProblem } from './import-problem.js';
import { type PlannedStep } from './planner.js';

const bodies: { readonly [command: string]: new () => object } = {
  AddProduct: AddProductBody,
  AddSalesperson: AddSalespersonBody,
  AdjustTarget: AdjustTargetBody,
  AdvanceDeal: AdvanceDealBody,
  AssignManager: AssignManagerBody,
  AssignTerritory: AssignTerritoryBody,
  AssignToTeam: AssignToTeamBody,
  ChangeCustomer: ChangeCustomerBody,
  ChangeProduct: ChangeProductBody,
  ChangeSalesperson: ChangeSalespersonBody,
  ConvertLead: ConvertLeadBody,
  CorrectDeal: CorrectDealBody,
  CreateTeam: CreateTeamBody,
  CreateTerritory: CreateTerritoryBody,
  DisqualifyLead: DisqualifyLeadBody,
  LoseDeal: LoseDealBody,
  OpenDeal: OpenDealBody,
  QualifyLead: QualifyLeadBody,
  ReassignDeal: ReassignDealBody,
  ReceiveFeedback: ReceiveFeedbackBody,
  ReceiveLead: ReceiveLeadBody,
  RegisterCustomer: RegisterCustomerBody,
  ReopenDeal: ReopenDealBody,
  SetTarget: SetTargetBody,
  WinDeal: WinDealBody,
  WithdrawTarget: WithdrawTargetBody,
};

const shownCharactersMax = 60;

/** @throws ImportProblem `row-field-refused` for the first field that breaks a rule */
export function demandValid({ type, data }: PlannedStep): void {
  const body = bodies[type];
  if (body === undefined) throw new Error(`no body for ${type}`);
  const [error] = validateSync(plainToInstance(body, data), {
    whitelist: true,
    forbidNonWhitelisted: true,
  });
  if (error !== undefined) throw problemOf(error);
}

function problemOf(error: ValidationError): ImportProblem {
  const [child] = error.children ?? [];
  if (child !== undefined) return problemOf(child);
  const { target, property, constraints = {} } = error;
  const argumentsOf = (rule: string): readonly unknown[] => {
    const all = getMetadataStorage().getTargetValidationMetadatas(
      target?.constructor ?? Object,
      '',
      true,
      false,
    );
    const found = all.find((one) => one.propertyName === property && one.name === rule);
    return found?.constraints ?? [];
  };
  const rules = Object.keys(constraints);
  const { rule, values } = brokenRule({ value: error.value, rules, argumentsOf });
  const value = (JSON.stringify(error.value) ?? '').slice(0, shownCharactersMax);
  const detail = { ...values, field: property, value };
  return new ImportProblem('row-field-refused', detail, fieldTexts[rule]);
}
