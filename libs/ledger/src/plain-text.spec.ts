import { freeTextFault, plainTextFault } from './plain-text.js';

const family = '👨\u200d👩\u200d👧';

describe('text on one line', () => {
  it.each(['Konex, "Ltd" =1', '北京 上海', 'العربية', '👩🏽 ok', 'a\u00a0b'])('may be %j', (text) => {
    expect(plainTextFault(text)).toBeUndefined();
  });

  it.each([
    [' x', 'textEnds', undefined],
    ['x\n', 'textEnds', undefined],
    ['a\nb', 'textUnseen', 'U+000A'],
    ['a\u200bb', 'textUnseen', 'U+200B'],
    [family, 'textUnseen', 'U+200D'],
    ['a\ud800b', 'textBroken', undefined],
    ['sealed:x', 'textSealed', undefined],
  ])('is not %j: %s', (text, fault, at) => {
    expect(plainTextFault(text)).toEqual({ fault, ...(at === undefined ? {} : { at }) });
  });
});

describe('free text', () => {
  it.each([
    ['lines', 'Late.\nAgain.\r\n\r\nStill.'],
    ['a family', `We ${family} like it`],
    ['emoji with skin and signs', '👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥'],
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष'],
    ['Sinhala', 'ශ්\u200dරී ලංකා'],
  ])('may hold %s', (_, text) => {
    expect(freeTextFault(text)).toBeUndefined();
  });

  it.each([
    ['a joiner between letters that it does not shape', 'pay\u200dpal', 'U+200D'],
    ['a non-joiner between such', 'pay\u200cpal', 'U+200C'],
    ['a joiner after a picture alone', '👨\u200d!', 'U+200D'],
    ['two joiners', 'می\u200c\u200cخواهم', 'U+200C'],
    ['a zero-width space beside a line', 'a\nb\u200b', 'U+200B'],
    ['a bidirectional override', 'a\u202eb', 'U+202E'],
    ['an isolate', 'a\u2066b', 'U+2066'],
    ['a tab', 'a\tb', 'U+0009'],
    ['an escape', 'a\u001b[2J', 'U+001B'],
    ['a lone carriage return', 'a\rb', 'U+000D'],
    ['a line separator', 'a\u2028b', 'U+2028'],
  ])('may not hold %s', (_, text, at) => {
    expect(freeTextFault(text)).toEqual({ fault: 'textUnseen', at });
  });

  it.each([
    ['x\n', 'textEnds'],
    ['\udc00x', 'textBroken'],
    ['sealed:\nx', 'textSealed'],
  ])('is not %j: %s', (text, fault) => {
    expect(freeTextFault(text)).toEqual({ fault });
  });
});
