/** What English posts about mending and wiring are made of; see grammar.ts for how to read it. */
export const REPAIR = `
tags = repair | righttorepair | repaircafe | mending | fixit
broken = toaster | radio | mantel clock | mixer | sewing machine | lamp | record player | umbrella
  typewriter | kettle | music box | zip | hoover | wristwatch | coffee grinder | projector
  accordion
  pepper mill | fan | doorbell | slide viewer | bicycle lamp
cause = a {n 20 90}-cent fuse | one dry solder joint | a dead moth | {N 2 9} crumbs | a cracked belt
  a wire {n 3 9} millimetres too short | rust | the previous repair | glue from {n 1968 1999}
  a missing spring | a child's marble | dust shaped like felt | nothing at all
tool = a hairpin | a spoon | dental floss | a hot needle | the good screwdriver | a guitar string
  beeswax | {who}'s tweezers | a bicycle spoke | candle wax | the wrong key | patience
happened
  the {*broken} turned out to have {cause}
  I mended {a broken} with {tool}
  {who} brought in {a broken} that had stopped in {n 1974 2011}
  the {broken} worked again and nobody would say why
  I dropped a screw of the {broken} into the carpet and it joined the others
  {N 4 19} people queued with {a broken} each
  the {*broken} came back, this time with {cause}
  a company told me that {a broken} cannot be opened, and I used {tool}
  the {broken} ran for {N 2 9} minutes and then smelled of {smell}
smell = fish | warm dust | school | a train | hot varnish | my grandfather's shed
doing
  taking {a broken} apart on {household}
  looking for {cause} with a torch in my mouth
  drawing a map of the screws of {a broken}
  soldering with {who} holding the lamp
  reading {a broken} manual in {language}
  oiling {a broken} a drop at a time
language = Danish | Czech | Finnish | Hungarian | no language I know | Dutch | Portuguese
fact
  in most {+broken} the fault is {cause}
  {a broken} from {n 1954 1979} has {N 3 9} screws and no secrets
  whoever sealed this {broken} has never met {tool}
  a mended {broken} is {n 20 80} per cent more loved
  the spare part costs {n 2 9} euros and the postage {n 11 24}
item
  one {broken}: {cause}
  {a broken} for {who}, working
  {N 2 6} screws left over
  {tool}, burnt
  a burn mark on {household}
  the smell of {smell}
say
  {^cause}, that was all; {n 4 30} years in a cupboard because of {cause}.
  Repaired today: {N 2 12} of {n 13 24}, among them {a broken} and {a broken}.
  If you cannot open the {*broken}, it is not yours, said {who}, and opened it.
  There is one sound better than applause: {a broken} starting after {n 5 40} years.
  The {broken} ticks, hums, and has forgiven me.
  Never throw away {a broken} before asking somebody with {tool}.
  {n 9 40} watts, {n 3 12} screws, one {mood} owner.
  I have a drawer labelled "{broken}, probably" and today it paid rent.
  Her {*broken} was a wedding present in {n 1958 1979}, and it had {cause}.
ask
  Where does one find a belt for {a broken} from {n 1962 1994}?
  Who in {town} can still fix {a broken}?
  Would you use {tool} on {a broken}?
poll = The {broken} has … / a fuse / a belt / a mouse / character
title = The repair café of {town} turns {N 2 15}
  Law gives {+broken} a right to spare parts
  A museum of things that were mended with {tool}
`;
export const SYNTHS = `
tags = synth | modular | music | electronicmusic | synthdiy
gear = drum machine | filter | sequencer | tape echo | oscillator | spring reverb | mixer | sampler
  ring modulator | string machine | vocoder | envelope | arpeggiator | theremin | step sequencer
sound = a fridge in love | a wet fox | whales with a timetable | bees in a church | a lift in {town}
  rain on a trampoline | an angry kazoo | {N 2 9} foghorns | the end of a long corridor
  a polite earthquake | a dial tone dreaming
thing = patch | loop | bassline | drone | kick drum | chord | delay line | feedback
happened
  the {*gear} drifted {n 3 40} cents flat by {clock}
  I patched the {gear} into the {gear} and it made {sound}
  {who} knocked on the wall in time with the {thing}
  the {thing} I recorded by mistake is better than the {thing} I meant
  I paid {n 20 340} euros for {a gear} with one broken key
  the {gear} would only play {letter} for an hour
  we played {n 3 40} people {a thing} of {n 9 40} minutes and {N 2 9} of them stayed
  the cable was not plugged in
letter = B flat | C | F sharp | D minor | one long E
doing
  soldering {n 12 90} joints of {a gear}
  looking for a hum that lives in the {gear}
  making the {gear} sound like {sound}
  sampling {who}'s {household_thing}
  turning one knob for {duration}
  tuning {N 2 6} oscillators against the kettle
household_thing = radiator | gate | dishwasher | cutlery drawer | stairs | budgie | tumble dryer
fact
  every {gear} sounds better at {clock}
  {a gear} needs {n 10 40} minutes to warm up, like {who}
  the cheapest {gear} is on all the records you love
  nobody can own just one {gear}
  silence is the hardest {thing} to patch
item
  one {gear}, humming
  {a thing} in {letter}
  {n 3 19} patch cables, all too short
  {n 61 170} beats a minute
  a recording of {sound}
say
  New {*thing} at {n 58 172} bpm: {sound}, through the {gear}.
  The {*gear} has {n 8 32} knobs and I understand {N 2 7}.
  Recorded the lift in {town}, pitched it down {n 5 24} semitones, now it is {sound}.
  Tonight's rule: one {gear}, one {thing}, no saving.
  If it sounds like {sound}, record it first and worry later.
  My {gear} cost less than the {gear} cable I bought for it.
  {n 4 11} minutes of {thing} for anybody who cannot sleep in {town}.
  The neighbours now recognise the {*gear}; {who} hums it.
  I wired the {gear} backwards and it has never been happier.
ask
  Does your {gear} also whine when {weather}?
  What would you put after {a gear} if not {a gear}?
  Who else hears {sound} in this {thing}?
poll = More of what? / {gear} / {gear} / {thing} / silence
title = The {gear} built from {n 40 300} doorbells
  Inside the {town} workshop that revived a lost {gear}
  A history of the {thing} in {N 5 12} rooms
`;
