// The channel slice: which channels and campaigns bring what. It records nothing and keeps no rows.
import { type Slice } from '@ledger/ledger';
import {
  CampaignsController,
  CampaignsHandler,
  ChannelsController,
  ChannelsHandler,
} from './channel.queries.js';

export const channelSlice: Slice = {
  name: 'channel',
  events: {},
  subjects: [],
  guards: [],
  commands: [],
  decider: undefined,
  personal: {},
  projections: [],
  rejections: {},
  invariants: [],
};

export const channelControllers = [ChannelsController, CampaignsController];
export const channelQueryHandlers = [ChannelsHandler, CampaignsHandler];
