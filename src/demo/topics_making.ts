/** What English posts about making things are made of; see grammar.ts for how to read it. */
export const BREAD = `
tags = bread | baking | sourdough | breadbaking
loaf = rye | sourdough | spelt loaf | baguette | focaccia | brioche | pumpernickel | flatbread
  malt loaf | tin loaf | seeded roll | bagel | soda bread | challah | olive loaf | barley loaf
flour = rye | spelt | emmer | einkorn | wholemeal | strong white | buckwheat
  the flour from the mill
part = crumb | crust | ear | bottom | left side | top third | scoring | proof
starter = the starter | Gerald the starter | my starter, {n 3 19} years old, | the backup starter
  {who}'s starter
simile = a hat | a roof tile | a hedgehog | the moon | a small sofa | a cushion | a limestone cliff
  a bowler | a sleeping dog | an atlas | a trilobite | the map of {town}
happened
  {starter} climbed out of the jar {daypart}
  the {*loaf} came out looking like {simile}
  I forgot the salt in {a loaf} for the {nth} time
  the oven light died {n 4 19} minutes into the {loaf}
  {who} ate a whole {loaf} while it was still singing
  the {part} split along the wrong side
  the dough at {n 68 84} per cent water walked off the table
  I dropped {n 200 900} grams of {flour} on {household}
  the {loaf} rose only after I had stopped looking
  {who} swapped {a loaf} for {N 2 12} eggs
doing
  folding {a loaf} every {n 20 45} minutes
  feeding {starter} like a small king
  scraping dough off {household}
  shaping {N 2 14} {+loaf} for the school fair
  grinding {flour} by hand, for reasons
  waiting for the {part} to set before cutting
  explaining hydration to {who}
fact
  {starter} smells of apples on {+weekday}
  {a loaf} sings when it cools, if you hold your ear to the {part}
  {flour} drinks about {n 5 15} per cent more than the books say
  the best slice of {a loaf} is the one {who} takes
  a cold kitchen makes better bread and worse company
  {town} had {n 9 40} bakers in {n 1890 1935} and has one now
item
  one {loaf}, slightly burnt
  {N 2 9} {+loaf} for {who}
  {a part} I would like to be buried with
  {n 450 980} grams of {flour}
  {starter} in a mood
  crumbs on {household}
say
  The {*loaf} has {a part} like {simile} and I am at peace with it.
  {n 70 84} per cent hydration, {n 9 18} hours in the cold, {n 210 260} degrees, one {loaf}.
  {^starter} has doubled by {clock}, which is more than I have.
  Baked a {*loaf} with {flour}; it tastes of {tasteish}.
  Never trust a recipe that says "until it looks right" to someone from {town}.
  Butter, salt, the heel of {a loaf}, nobody talking.
  Today's {*loaf} will be tomorrow's {tomorrow}.
  Opened the oven at minute {n 11 38}, as I have sworn never to.
  The {loaf} stuck to the basket, and together they look like {simile}.
  {a loaf} like {simile} is still {a loaf}.
tasteish = hay | toffee | the inside of a barn | autumn | hazelnuts | {month} | patience | beer
tomorrow = croutons | toast | bread pudding | doorstop | soup | French toast | duck food
ask
  How do you keep {starter} alive when you are {where}?
  Is it me or is {flour} thirstier in {month}?
  What is the {part} trying to tell me?
poll = Heel or middle of {a loaf}? / heel / middle / whichever {who} wants / the crumbs
title = The last wood oven of {town}
  How {flour} came back to the hills round {town}
  {n 40 300} loaves a night: a baker's diary
`;
export const CERAMICS = `
tags = pottery | ceramics | wheelthrown | clay | glaze
pot = mug | bowl | teapot | vase | butter dish | plate | jug | lidded jar | moon jar | tile | bottle
  egg cup | planter | soup bowl | candlestick | saucer
glaze = celadon | tenmoku | shino | ash glaze | cobalt | tin white | copper red | salt | iron
  oribe
  a glaze without a label | oxblood | {who}'s test glaze {n 3 88}
clay = stoneware | porcelain | the river clay | raku clay | terracotta | reclaim | grogged clay
fault = crawled | crazed | ran onto the shelf | pinholed | blistered | cracked along the foot
  turned {colour} | came out twice as shiny as planned | warped | went dull on one side
happened
  the {glaze} on the {*pot} {fault}
  {N 2 20} {+pot} came out of the kiln {fault2}
  the lid of the teapot fits {a pot} I made in {n 2009 2023}
  {who} bought the ugliest {pot}
  the kiln sat at {n 980 1280} degrees for an hour, thinking
  I centred {n 2 9} kilos of {clay} at the first try
  the handle of the {*pot} came off in {who}'s hand
  cone {n 6 10} went down while {who} was talking
  the bottom of {a pot} cracked in the shape of {simile}
  {a pot} exploded and took {N 2 6} others with it
fault2 = alive | {fault} | better than they deserved | with {a colour} bloom | quietly perfect
simile = a question mark | the coast of {town} | a smile | the letter {letter} | a leaf | lightning
letter = S | K | R | W | Z | G
doing
  wedging {clay} to a podcast about drains
  pulling handles for {N 6 30} {+pot}
  trimming feet on {+pot}
  mixing {glaze} in {who}'s bucket
  loading the kiln like a jigsaw
  throwing {+pot} off the hump
  reclaiming {n 10 60} kilos of {clay}
fact
  {glaze} is never the same twice in our kiln
  {a pot} shrinks by about {n 8 14} per cent between hand and table
  porcelain remembers every insult
  the best {pot} is made just before you clean up
  a kiln in {month} is the warmest friend in {town}
item
  {N 2 19} {+pot}, {glaze}
  one {pot} that {fault}
  {n 3 25} kilos of {clay}, reclaimed
  {a pot} for {who}
  the smallest {pot} I have ever made
  a thumbprint in {glaze}
say
  The {*pot} I made for nobody in particular turned out to be for {who}.
  {^glaze} over {glaze} over {clay}: do not do this, or do.
  Opening a kiln at {n 90 190} degrees is gambling with oven gloves.
  If you drop {a pot}, say "ah, a shard for the archive" and walk on.
  {N 2 14} {+pot} on the shelf and one of them leans towards {town}.
  My wheel squeaks in the key of {letter2}, only when I throw {a pot}.
  The {*pot} {fault}, so now it is called a study.
  Every handle is a promise, said {who}, and dropped the {pot}.
  Test tile {n 31 480}: {glaze}, looks like {skylike}.
letter2 = A flat | F sharp | B minor | E flat | G
ask
  Would you drink out of {a pot} that {fault}?
  How do you stop {glaze} from running off {a pot}?
  Who in {town} still fires with wood?
poll = Which glaze for this {pot}? / {glaze} / {glaze} / {glaze} / leave it raw
title = A kiln of {n 1820 1910} fired again in {town}
  The woman who makes one {pot} a day
  Why {glaze} is so hard to repeat
`;
export const KNITTING = `
tags = knitting | yarn | handknit | sweaterweather | knittersofmastodon
garment = sock | cardigan | hat | shawl | mitten | jumper | scarf | vest | baby blanket | cowl
  tea cosy | balaclava | sleeve | glove
yarn = merino | alpaca | Shetland | linen | mohair | the {colour} wool | a tweedy {colour}
  sock yarn | something from {who}'s attic | unspun fleece | {n 2 8}-ply | nettle yarn
stitch = moss stitch | brioche | cables | garter stitch | stranded colourwork | lace | twisted rib
  entrelac | the heel flap | double moss | short rows | kitchener stitch
happened
  I found a mistake {N 3 40} rows back in the {*garment}
  the {garment} fits the cat
  I ran out of {yarn} {n 4 30} stitches before the end
  {who} washed the {garment} at {n 60 90} degrees
  the second {garment} came out {n 2 6} centimetres longer
  I cast on {n 88 340} stitches on the train and miscounted twice
  a moth chose the {garment} over everything else I own
  {who} asked whether the {garment} was meant to be {a garment}
  the {stitch} clicked at last
  I finished the {*garment} I had begun in {month} {n 2014 2024}
doing
  ripping back {n 6 40} rows of {stitch}
  winding {n 100 800} grams of {yarn} over two chairs
  grafting a toe on the {n 2 68} bus
  picking up {n 20 140} dropped stitches
  learning {stitch} from a book of {n 1931 1978}
  blocking {a garment} on the spare bed
  knitting {stitch} through a meeting
fact
  {stitch} eats a third more {yarn} than the pattern admits
  nobody has ever needed just one ball of {yarn}
  {a garment} has about {n 9 60} thousand stitches
  you can hear {yarn} when it is about to run out
  {stitch} looks hard and is only patient
item
  {a garment}, nearly
  {n 50 400} grams of {yarn}
  one {garment} (its twin is pending)
  {stitch}, row {n 12 190}
  {N 2 6} stitch markers under the sofa
  {a colour} {garment} for {who}
say
  Row {n 21 190} of the {*garment}: {stitch}, and nobody may speak to me.
  The {garment} is done; the ends are {N 9 19}; the evening is young.
  I do not have too much {yarn}, I have {a adjective} insulation project.
  {^stitch} is just {stitch} that went to university.
  Gauge: {n 18 30} stitches to ten centimetres; my mood: {n 12 16}.
  Frogged the {*garment}; it was never really about the {garment}.
  The pattern says "repeat as established", and I was not aware we had established anything.
  {n 38 97} per cent of {a garment}, measured in sighs.
  Someone on the train to {town} was knitting the same {garment} and we nodded like spies.
  {a garment} in {yarn} weighs nothing and holds {town} at bay.
ask
  Would you rip {n 12 60} rows for one wrong {stitch_short}?
  Does {yarn} felt if {who} so much as looks at it?
  What do you knit on a train when it is {stitch} and {weather}?
stitch_short = cable | stitch | purl | decrease | yarn-over
poll = What becomes of {n 150 700} g of {yarn}? / {a garment} / {a garment} / more stash
title = The {garment} pattern that saved a village
  {n 60 180} years of {stitch} from {town}
  Reading {stitch} like a letter
`;
