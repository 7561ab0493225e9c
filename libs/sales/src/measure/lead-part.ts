// What leads add to figures: each step counts on its own day, under channel, campaign and whoever looked after it then.
import {
  type LeadConverted,
  type LeadPlace,
  type LeadQualified,
  type LeadReceived,
} from '../lead/lead.events.js';
import { type Part } from './part.js';

export function receivedPart(data: LeadReceived['data']): Part {
  return leadPart(data, data.receivedOn, [1, 0, 0]);
}

export function qualifiedPart(data: LeadQualified['data']): Part {
  return leadPart(data, data.qualifiedOn, [0, 1, 0]);
}

export function convertedPart(data: LeadConverted['data']): Part {
  return leadPart(data, data.convertedOn, [0, 0, 1]);
}

function leadPart(lead: LeadPlace, day: string, values: readonly number[]): Part {
  return { fact: 'lead', day, place: { deal: lead, who: lead.owner, what: undefined }, values };
}
