// Who buys from the demo's company: 120 invented names, half of them there from the first day, the others found since.
import { addDays } from '@ledger/ledger';
import { firstDay, industries, type segments, territories } from './company.js';
import { type Planned, notebookOf, workdayFrom } from './plan.js';
import { seededRandom } from './random.js';

export type Segment = (typeof segments)[number];

export type Customer = {
  readonly id: string;
  readonly name: string;
  readonly segment: Segment;
  readonly industry: string;
  readonly region: string;
  readonly contact: string;
  readonly since: string;
};

const firsts = [
  ...[
    'Alder',
    'Brightwater',
    'Cinder',
    'Dawning',
    'Eastgate',
    'Fernhill',
    'Granite',
    'Hollow',
    'Ironbridge',
  ],
  ...[
    'Jasmine',
    'Kestrel',
    'Lantern',
    'Meridian',
    'Northwind',
    'Orchid',
    'Pinnacle',
    'Quarry',
    'Redwood',
  ],
  ...[
    'Silverlake',
    'Thistle',
    'Umber',
    'Violet',
    'Willow',
    'Yarrow',
    'Amber',
    'Birch',
    'Copper',
    'Dune',
  ],
  ...['Elm', 'Falcon'],
];
const trades = [
  ...['Mills', 'Foods', 'Freight', 'Glass', 'Clinics', 'Rail', 'Hotels', 'Paper'],
  ...['Tools', 'Dairy', 'Pharma', 'Steel', 'Homes', 'Ports', 'Textiles', 'Energy'],
];
const chineseFirsts = [
  '诚远',
  '丰华',
  '宏达',
  '蓝天',
  '启明',
  '同心',
  '瑞林',
  '安泰',
  '东望',
  '清源',
];
const chineseTrades = ['物流', '电子', '医疗'];
const contacts = [
  'Li Na 李娜',
  'Robin Hale',
  'Wang Bo 王博',
  'Sofia Marin',
  'Zhang Yi 张毅',
  'Kim Doyle',
];
const count = 120;
const thereAtFirst = 60;
const daysToFindThemAll = 1_080;

export function customersOf(seed: string): readonly Customer[] {
  return Array.from({ length: count }, (_, place) => {
    const random = seededRandom(`${seed} customer ${place}`);
    const luck = random.unit();
    const found = ((place - thereAtFirst) * daysToFindThemAll) / (count - thereAtFirst);
    return {
      id: `c-${String(place + 1).padStart(3, '0')}`,
      name: nameOf(place),
      segment: luck < 0.2 ? 'enterprise' : luck < 0.6 ? 'mid-market' : 'small',
      industry: random.pick(industries),
      region: random.pick(territories).name,
      contact: random.pick(contacts),
      since: workdayFrom(
        place < thereAtFirst ? firstDay : addDays(firstDay, Math.round(found) + 5),
      ),
    };
  });
}

/** Every fourth has a Chinese name. */
function nameOf(place: number): string {
  const round = Math.floor(place / 4);
  if (place % 4 === 3) {
    const first = chineseFirsts[round % chineseFirsts.length];
    return `${first}${chineseTrades[Math.floor(round / chineseFirsts.length)]}`;
  }
  const number = round * 3 + (place % 4);
  const turn = Math.floor(number / firsts.length);
  return `${firsts[number % firsts.length]} ${trades[(number + turn * 5) % trades.length]}`;
}

export function customerSteps(customers: readonly Customer[]): readonly Planned[] {
  const { planned, say } = notebookOf('operations');
  for (const [place, customer] of customers.entries()) {
    const { id, name, segment, industry, region, contact, since } = customer;
    const known = [{ name: contact, email: `office@${id}.example` }];
    const facts = { name, segment, industry, region, contacts: known };
    say(since, 'RegisterCustomer', `customer/${id}`, facts);
    if (place % 15 !== 7) continue;
    const grown = segment === 'small' ? 'mid-market' : 'enterprise';
    say(workdayFrom(addDays(since, 400)), 'ChangeCustomer', `customer/${id}`, { segment: grown });
  }
  return planned;
}
