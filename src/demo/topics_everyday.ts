/**
 * What English posts about home, words and wireless are made of; see grammar.ts for how to read it.
 */
export const CATS = `
tags = cats | caturday | catsofmastodon | dogs | pets
cat = the cat | the old cat | next door's cat | the kitten | the cat who is not ours | the big tom
  the cat we are minding | the library cat | the station cat
catspot = the scanner | {household} | the warm end of the keyboard | a box for {n 3 40} light bulbs
  my clean jumper | the top of the fridge | the sink | the suitcase | the only chair with a view
  the router | a single sheet of paper | the bread basket
prey = a sock | a moth | half a spider | a hair tie | the corner of a letter | nothing, loudly
  a leaf
  somebody's glove | a rubber band | a very offended frog | a pencil
happened
  {cat} slept on {catspot} for {n 3 17} hours
  {cat} brought me {prey} at {n 3 5}:{min}
  the vet called {cat} "{catword}"
  {cat} sat on the call mute button until I had said the wrong thing
  {cat} chose {catspot} over the bed {who} built
  {cat} knocked {n 2 9} pots of basil off the sill, one by one
  {who}'s dog met {cat}, once
  {cat} stared at a wall until we all did
  the {colour} cushion now belongs to {cat}
catword = a unit | sturdy | opinionated | medically fine | a liar | well upholstered | the boss
doing
  moving {cat} off {catspot}
  apologising to {cat}
  weighing {cat} on the kitchen scales
  hiding a pill in {hidden}
  looking for {cat}, who was on {catspot}
hidden = butter | a prawn | cream cheese | a sardine | pâté nobody asked for
fact
  {cat} owns {n 60 99} per cent of the bed
  {cat} can hear {hidden} through {N 2 4} doors
  a cat on {catspot} weighs twice what it weighs elsewhere
  {cat} answers to {n 2 9} names and comes to none
item
  {prey}, delivered
  {cat} on {catspot}
  one tail in the butter
  {n 2 9} kilos of {mood}
  a bill from the vet in {town}
say
  {^cat} has filed a complaint about {catspot}, in person, at {n 3 5}:{min}.
  Status of {cat}: {mood}; status of {catspot}: furry.
  I pay the rent and {cat} allows me {catspot}.
  {^cat} looked at {prey}, then at me, and I understood I was next.
  New toy: {n 8 30} euros; preferred toy: {prey}.
  {n 4 9}.{n 1 9} kilos, says the vet, and a heart like a small engine.
  Working from home means {cat} has {N 2 9} meetings a day.
  {^cat} waits for {who} by the door at {clock}, and for nobody else.
  Rain on {weekday}, so {cat} checked every door in case it was drier on the other side.
ask
  Does your cat also treat {catspot} as a throne?
  What does {prey} on the pillow mean, legally?
  How do you get {cat} off {catspot} without losing a hand?
poll = Where is {cat}? / {catspot} / {catspot} / {catspot} / behind you
title = The station cat of {town} retires after {n 7 19} years
  Why cats choose {catspot}
`;
export const WORDS = `
tags = language | linguistics | etymology | translation | words
word = {wordstart}{wordend} | {wordstart}le{wordend} | un{wordstart}{wordend}
wordstart = gloam | mump | thrutch | flan | swither | dreel | nesh | snod | crumb | plash | quop
  slump
  fettle | hirple | blash | wamble | scrow
wordend = ing | er | y | some | ish | ock | ful
meaning = looking busy near a door | the last warm day before {month} | rain that has not decided
  the silence after a joke | buttering both sides | a person who reads over your shoulder
  waiting for a kettle in bad faith | mud that keeps your boot | the smell of a cold church
  carrying more than one should | the part of a stair you skip
  being tired from other people's news
tongue = Low Marsh | the dialect of {town} | Old Harbour | my grandmother's {town}
  a Frisian cousin
  the ferrymen's cant | schoolyard {town} | Upper Valley
happened
  {who} used "{word}" and nobody blinked
  I learned that "{word}" means {meaning}
  the dictionary of {tongue} reached the letter {letter}
  a {n 4 11}-year-old in {town} coined "{word}"
  the translator's note was longer than the poem, {n 3 19} lines to {N 2 3}
  {who} and I argued for {duration} about a comma
  the last speaker of {tongue} taught me to swear, gently
letter = B | F | K | M | Q | T | W
doing
  looking for a word for {meaning}
  translating "{word}" into {tongue}
  reading a dictionary of {tongue} in the bath
  collecting words for rain in {tongue}
  untangling a sentence of {n 60 190} words
fact
  {tongue} has {N 3 14} words for {meaning2}
  "{word}" and "{word}" are cousins
  nobody in {town} agrees how to say "{town}"
  {tongue} counts sheep in {N 2 4} different ways
meaning2 = mud | drizzle | being late | a soft cheese | an aunt | almost | a bad bridge
item
  "{word}"
  a comma, moved twice
  {N 3 14} words for {meaning2}
  a sentence of {n 60 190} words
  the subjunctive, alive in {town}
say
  Word of {weekday}, from {tongue}: "{word}", {meaning}.
  My aunt in {town} says "{word}" for {meaning}, and I have adopted it.
  In {tongue} you cannot say "{meaning2}" without taking your hat off.
  I needed {N 2 9} drafts for one line, and the line is about {meaning2}.
  "{^word}" is not in any dictionary, says {who}, who is wrong.
  There ought to be a word for {meaning}, and if there is not, I propose "{word}".
  Page {n 40 700} of the dictionary of {tongue} has a coffee stain exactly on "{word}".
  A translator is somebody who worries about "{meaning2}" at {n 1 4}:{min}.
ask
  What do you call {meaning} where you live?
  Does anybody outside {town} still say "{word}"?
  Is there a word in your language for {meaning}?
poll = What is "{word}"? / {meaning} / {meaning} / {meaning} / a cheese
title = The last {n 3 90} speakers of {tongue}
  How {town} lost its word for {meaning2}
  A dictionary of {tongue} in {n 20 60} shoeboxes
`;
export const RADIO = `
tags = hamradio | radio | shortwave | amateurradio | electronics
band = 20 metres | 40 metres | 80 metres | the medium wave | 2 metres | long wave | 31 metres
  630 metres
far = an island with {n 40 900} inhabitants | a ship off {town} | a man on a mountain | a lighthouse
  a school class | a woman of {n 79 96} | a station that only counts | a tram depot
  somebody's shed
antenna = {n 10 40} metres of wire | the gutter | a fishing rod | a slinky | the washing line
  a broken loop
  the bed frame | a kite | the fence
heard = a dance band | a chess game | {N 3 9} minutes of frogs | weather for {town}
  a sermon on soup
  numbers, read kindly | one bar of an accordion | a lullaby | the price of eggs
happened
  I worked {far} on {band} with {antenna}
  {band} opened at {clock} and closed when I had found my pencil
  {heard} came through on {band} from {far}
  {who} heard me in {town} on {n 1 9} watts
  {antenna} came down in the storm and worked better
  a moth flew into the finals
  {far} sent a card, {n 2 14} months later
doing
  listening to {band} under a blanket
  winding a coil of {n 20 90} turns
  stringing {antenna} between {N 2 3} chimneys
  learning the letter {letter} in Morse, again
  looking for the hum on {band}
letter = Q | F | L | Y | X
fact
  {band} is best when everybody sensible is asleep
  {n 1 9} watts and {antenna} will reach {far}
  {antenna} hears more than it should
  the sun had {n 20 190} spots, and you can hear them
item
  {far}, on {band}
  {n 1 9} watts
  {heard}
  a card from {far}
  {antenna}
say
  {^band}, {clock}: {heard}, then nothing, then {heard}.
  {^antenna}, {n 1 9} watts, {n 400 9000} kilometres, one very happy person.
  The best thing on {band} {weekday} was {heard}, and nobody announced it.
  Log entry {n 200 4900}: {far}, faint, courteous, gone.
  {^far} asked about my weather, so I told them about {walker}.
  Static like {skylike}, and in the middle of it {heard}.
  I have {n 3 19} radios and the one from {n 1951 1979} is the one that is on.
  If you hear somebody sending slowly on {band}, that is me, and I am trying.
ask
  Who else hears {heard} on {band} around {clock}?
  What could {far} be sending on {band}?
  Would you trust {antenna} in {month}?
poll = Tonight on {band}? / {heard} / {heard} / static / sleep
title = The station that has read numbers since {n 1951 1979}
  {n 1 5} watts round the world: a log from {town}
  How {town} built a radio from {antenna}
`;
