/**
 * What English posts about the world out of doors are made of; see grammar.ts for how to read it.
 */
export const BIRDS = `
tags = birds | birdwatching | birds | wildlife | corvids
bird = wren | heron | goldfinch | jackdaw | nuthatch | kestrel | dipper | lapwing | curlew | robin
  long-tailed tit | blackbird | siskin | redstart | tawny owl | woodpecker | swift | dunnock
  magpie | sparrowhawk | moorhen | waxwing | bullfinch | cormorant | firecrest | oystercatcher
perch = the gutter | the bins | the weir | a lamp post | the allotment fence | the school roof
  the third chimney from the left | {who}'s satellite dish | the frozen pond | a shopping trolley
  the bike shed | the ferry landing | the dead elm | the reed bed | the church clock
birdsound = a squeaky gate | a modem | a kettle giving up | {N 2 6} wet corks | a dropped drawer
  somebody winding a toy | a tiny referee | the start of a song from {n 1981 1999}
birdfood = sunflower seeds | half a pear | a whole crab | mealworms | somebody's chips
  rowan berries
  a frog it could not manage | peanuts | a piece of {who}'s sandwich | suet
happened
  the {*bird} sat on {perch} for {N 2 40} minutes and ignored me
  {a bird} landed on {perch} with {birdfood}
  {N 2 15} {colour}-looking gulls chased {a bird} off {perch}
  I heard {a *bird} from {perch}, and it sounds like {birdsound}
  {a bird} and {a bird} had a disagreement about {birdfood}
  the pair on {perch} fledged {N 2 6} young
  the first {*bird} of {month} was back on {perch}
  I mistook a plastic bag on {perch} for {a bird}
  {a bird} copied the ringtone of {who}
  the ringers let me hold {a bird}, all {n 8 24} grams of it
  the {bird} that limps stole {birdfood} from {who}
doing
  counting {+bird} from {perch}
  waiting for {a bird} that {who} swears was on {perch}
  telling {a bird} from {a bird} by sound alone
  moving the feeder away from {perch}
  sketching the left foot of {a bird}
  explaining {+bird} to {who}
  cleaning {N 3 9} nest boxes
fact
  {a bird} weighs about as much as {N 2 9} sugar cubes
  the {bird} remembers faces, and bears grudges
  {a bird} can hide {n 200 900} seeds and find most of them again
  {+bird} sleep with one half of the brain at a time
  the collective noun for {+bird} was invented by somebody bored
  the {bird} on {perch} is older than our {treeish} hedge
  {a bird} in {month} is worth {N 2 9} in {month}
treeish = hawthorn | beech | privet | yew
item
  {N 2 9} {+bird} on {perch}
  one {bird}, {mood}
  a feather, probably {bird}
  something brown that was not {a bird}
  {a bird} doing {birdsound}
  {birdfood}, taken by {a bird}
say
  The {*bird} on {perch} has worked out the squirrel-proof feeder; the squirrel is taking notes.
  I own {N 2 5} field guides and every one of them paints the {*bird} a different {colour}.
  New for the kitchen-window list, number {n 21 88}: {bird}.
  {a bird} is singing from {perch} as if paid by the note.
  Heard before seen, as always: {bird}, {perch}, {clock}.
  My knees say it was a long wait; my notebook says {bird}, {n 1 9}.
  The {*bird} came within {N 2 9} metres, looked at my sandwich, and found it wanting.
  Migration is {n 30 90} grams of {bird} deciding that {town} is not far enough south.
  It turns out "rare visitor on {perch}" was {a bird} with mud on its face.
  Please stop telling me it was only {a bird}; there is no such thing as only {a bird}.
  Dawn chorus, {weekday}: {bird} first at {n 4 5}:{min}, then {bird}, then the bin lorry.
ask
  What would chase {a bird} off {perch}, if not {a bird}?
  Is it too late in {month} to see {a bird} near {town}?
  Can anybody tell me whether this call like {birdsound} is {a bird} or a hinge?
  Do your {+bird} also prefer {birdfood} to anything from the {shop}?
poll = Which one is it, going by the call? / {bird} / {bird} / {bird} / a gate
title = The {bird} census of {town}: {n 140 900} gardens, one surprise
  Why the {bird} is moving north, and what it leaves behind
  A winter with {+bird} on {perch}
  How {town} saved its last {N 2 30} {+bird}
`;
export const GARDENS = `
tags = gardening | garden | allotment | growyourown | gardening
veg = tomato | courgette | leek | runner bean | chard | fennel | beetroot | pumpkin | radish | pea
  parsnip | garlic | kale | aubergine | onion | potato | sweetcorn | rhubarb | cucumber | celeriac
flower = foxglove | dahlia | hollyhock | snowdrop | peony | cosmos | sweet pea | cyclamen | iris
  hellebore | marigold | tulip | honesty | columbine | sunflower | clematis | nasturtium
pest = slugs | pigeons | aphids | the neighbour's rabbit | vine weevils | blackfly | a mole | deer
  earwigs | cabbage whites | bindweed | couch grass | box moth | mice
bed = the long bed | the raised bed | the cold frame | plot {n 3 74} | the greenhouse | the gravel
  the shady corner | the old bath | the north wall | the compost heap | the window box | row {n 2 9}
happened
  {pest} found {bed} {daypart}
  the first {*flower} opened in {bed}
  I sowed {+veg} in {bed} and labelled them {+veg}
  something ate every {veg} in {bed} except the ugly one
  {a flower} came up in {bed}, {N 2 12} metres from where I planted it
  {N 3 19} {+veg} ripened on the same day
  the {veg} from {who}'s seed overtook everything in {bed}
  I found a {n 1920 1978} penny under {bed}
  {bed} flooded, and the {+flower} loved it
  a robin supervised me in {bed}
  the judge at {town} show held my {veg} like a baby
doing
  weeding {bed} by torchlight
  picking {pest} off the {+veg}
  turning {bed} one forkful at a time
  dividing {+flower} and giving them to {who}
  saving seed from the one good {veg}
  arguing with {pest}
  writing labels: {veg}, {flower}, hope
  pruning the {flower} that {who} planted
fact
  you can hear {a veg} grow if {weekday} is quiet enough
  {pest} cannot read the label
  {a flower} flowers best where {who} forgot it
  {+veg} and {+flower} do not like each other's company
  {bed} is {n 2 5} degrees warmer than the rest
  everything in {bed} is {N 2 4} weeks late this year
  the best fertiliser for {a veg} is the gardener's shadow
item
  {N 2 30} {+veg}, one of them shaped like {who}
  the last {flower} of {month}
  {pest}, unrepentant
  {N 2 9} bags of leaf mould
  a trowel I lost in {month}
  {veg} seedlings for anybody in {town}
say
  The {+veg} have reached the stage where I leave them on doorsteps and run.
  Frost on {bed} at {n 4 7}:{min}, and the {*flower} simply does not care.
  Note for next year: {N 2 4} {veg} plants, not {n 12 40}.
  {^pest} {n 1 9}, {+veg} {n 0 3}.
  Compost at {n 41 68} degrees, which makes it the warmest thing I own.
  I have grown {a *veg} that cost me, all in, about {n 14 60} euros.
  {a flower} in {month} feels like a clerical error in my favour.
  Whoever left {N 2 9} {+veg} on my step in {town}: I know it was you, and thank you.
  There is {a flower} in {bed} that I have no memory of planting.
  The plan for {bed} is on squared paper; {bed} has not seen it.
  Waited {n 3 9} years for this {flower}, and it opened while I was at the {shop}.
ask
  Is anyone in {town} short of {veg} seedlings?
  What actually works against {pest} in {bed}?
  When do you stop hoping and pull up the {+veg}?
  Has your {flower} come up yet, or is it just mine that is {mood}?
poll = What should go into {bed}? / {veg} / {veg} / {flower} / nothing, let it be
title = How one street in {town} grows {n 2 9} tonnes of {+veg}
  The last {flower} nursery of {town}
  In praise of {pest}
  {n 12 80} years of {bed}: a gardener's notebook
`;
export const CYCLING = `
tags = cycling | bikes | bicycle | commute | bikerepair
bike = the folding bike | my old steel tourer | the cargo bike | the tandem | a borrowed racer
  the winter bike | {who}'s bike | the unicycle, by accident | the fixed-gear
part = bottom bracket | rear mudguard | left pedal | dynamo | saddle | front hub | chain | bell
  brake cable | derailleur | stem | spoke | inner tube | freewheel | headset | crank
road = the canal path | the ring road | the lane past the quarry | the new bike lane in {town}
  the hill behind {town} | the level crossing | the cobbles by the station | the dyke
  route {n 2 90}
obstacle = {N 2 30} geese | a parked van | a fallen birch | {walker} | a piano | wet leaves
  roadworks that nobody works on | a sofa | a very large puddle | {N 3 9} shopping trolleys
happened
  the {*part} came off {bike} on {road}
  I overtook a tractor on {road}
  {obstacle} blocked {road}
  somebody on a racing bike overtook me on {road} eating a {n 2 3}-scoop ice cream
  {bike} made the noise again, this time from the {part}
  {who} rode {bike} for the first time in {n 8 40} years
  the counter on {road} passed {n 100 990} thousand riders
  a headwind met me on {road} in both directions
  I carried {N 2 6} chairs on {bike}
  the {shop} had the {part} I needed, in a drawer marked "misc"
  {who} and I got as far as {town} before the {part} gave up
doing
  truing a wheel with a zip tie and optimism
  looking for a click that turned out to be the {part}
  pushing {bike} up {road}
  waiting for {obstacle} to move
  cleaning the {part} with {who}'s toothbrush
  teaching {who} to ride {bike}
  carrying a ladder on {bike}
fact
  nobody has ever found the {n 10 15} mm spanner twice
  {road} is uphill in both directions
  the {part} of {bike} is older than I am
  a bicycle converts porridge into kilometres, about {n 3 9} a spoon
  {road} was a railway until {n 1954 1972}
  the best light is the one that {obstacle} can see
item
  one {part}, nearly new
  {n 12 96} km, {n 2 19} of them voluntary
  {N 2 5} punctures on {road}
  {obstacle}
  {bike}, now with {a colour} basket
  oil on {household}
say
  {^bike} has developed a squeak that only {who} can hear.
  {n 14 88} kilometres, {N 2 5} flat tyres, {N 2 6} pastries.
  Replaced the {part}; the noise has moved to the {part}.
  There is a kind of peace on {road} at {n 5 6}:{min} that no car ever gets.
  Dear driver of the {colour} van on {road}: the bell is a greeting.
  My {part} is held on by a hair bobble from {who} and I have never felt safer.
  Rain on {road}, and the {obstacle_short} looked at me with pity.
  The bike lane in {town} is exactly {n 38 210} metres long and ends in a hedge.
  Commute: {n 19 52} minutes, {N 2 9} red lights, one {bird_short}.
  It took {duration} and {N 2 4} people to find out that the {part} was on backwards.
obstacle_short = cows | geese | sheep | lollipop lady | bus driver
bird_short = heron | kestrel | very fat pigeon | swan that would not move
ask
  Which {part} would you trust on {road} in {month}?
  Does anybody repair {a part} any more, or only replace it?
  How do you get past {obstacle} on {road} without a speech?
  Who rides {road} in {month}, and how do you keep your hands warm?
poll = The noise comes from the … / {part} / {part} / {part} / rider
title = {town} turns a car park into a bicycle street
  What {n 40 900} riders said about {road}
  The man who mends every {part} in {town}
  Cargo bikes at minus {n 9 28}: a winter's log
`;
