import { expect, test } from 'vitest';
import type { EpochMs } from '../../src/core/clock.ts';
import { toldTime } from '../../src/core/told_time.ts';

const at = (ms: number) => ms as EpochMs;

test('what is arranged runs in order of its moment, and time stands at it', async () => {
  const time = toldTime(at(0));
  const heard: string[] = [];
  time.after(20, () => heard.push(`b ${time.now()}`));
  time.after(10, () => {
    heard.push(`a ${time.now()}`);
    time.after(5, () => heard.push(`c ${time.now()}`));
  });

  await time.passTo(at(100));

  expect(heard).toEqual(['a 10', 'c 15', 'b 20']);
  expect(time.now()).toBe(100);
});

test('what was cancelled does not run', async () => {
  const time = toldTime(at(0));
  let ran = 0;
  const cancel = time.after(10, () => {
    ran += 1;
  });
  time.after(5, cancel);

  await time.passTo(at(100));

  expect(ran).toBe(0);
});

test('time does not move while somebody holds it', async () => {
  const time = toldTime(at(0));
  const release = time.hold();
  let now = -1;
  time.after(10, () => {
    now = time.now();
  });
  const passed = time.passTo(at(100));
  await new Promise((resolve) => setImmediate(resolve));
  const whileHeld = now;
  release();
  await passed;

  expect(whileHeld).toBe(-1);
  expect(now).toBe(10);
});

test('a thousand arrangements come out sorted', async () => {
  const time = toldTime(at(0));
  const heard: number[] = [];
  for (let i = 0; i < 1000; i += 1) time.after((i * 7919) % 1009, () => heard.push(time.now()));

  await time.passTo(at(2000));

  expect(heard).toHaveLength(1000);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
});

test('what is still arranged is handed over to the time that follows, once', async () => {
  const told = toldTime(at(0));
  const wall = toldTime(at(50));
  const heard: number[] = [];
  told.after(80, () => heard.push(told.now()));
  const cancel = told.after(90, () => heard.push(-1));

  told.handOver(wall);
  cancel();
  told.after(10, () => heard.push(told.now()));
  await wall.passTo(at(200));

  expect(heard).toEqual([60, 80]);
});
