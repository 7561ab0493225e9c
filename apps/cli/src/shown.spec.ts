import { shownIn } from './shown.js';

describe('a value in a table', () => {
  it.each([
    ['USD', '2361.119158', '2361.12'],
    ['USD', '-0.125000', '-0.12'],
    ['USD', '0.135000', '0.14'],
    ['USD', '-0.004000', '0.00'],
    ['USD', '-0.995001', '-1.00'],
    ['USD', '1000.00', '1000.00'],
    ['JPY', '12345.500000', '12346'],
    ['JPY', '12344.500000', '12344'],
    ['JPY', '-0.500000', '0'],
    ['JPY', '1200', '1200'],
    ['KWD', '1.234500', '1.234'],
    ['CLF', '1.234567', '1.2346'],
  ])('has the decimals of %s, rounded half to even: %s is %s', (currency, told, shown) => {
    expect(shownIn({ unit: 'money', currency })(told)).toBe(shown);
  });

  it('that is no money stays as it is told', () => {
    expect(shownIn({ unit: 'ratio' })('0.333333')).toBe('0.333333');
    expect(shownIn({ unit: 'days', currency: 'JPY' })('12.500000')).toBe('12.500000');
    expect(shownIn({ unit: 'count' })('3')).toBe('3');
  });

  it('that is not there is what the table has for it', () => {
    const shown = shownIn({ unit: 'money', currency: 'JPY' });
    expect([shown(null, '–'), shown(undefined, '–'), shown(null)]).toEqual(['–', '–', '']);
  });
});
