/**
 * What English posts about weather, water and woods are made of; see grammar.ts for how to read it.
 */
export const WEATHER = `
tags = weather | clouds | storm | fog | skyphotos
cloud = mackerel sky | shelf cloud | {N 2 9} lenticular clouds | fog bank | thunderhead
  sun dog | moon halo | noctilucent clouds | fallstreak hole | double rainbow | roll cloud
gauge = the rain gauge | the barometer | the weathervane | the old thermograph | my left knee
  station {n 12 98} | the anemometer | the tide post
happened
  {a cloud} stood over {town} for {n 10 50} minutes
  {gauge} fell {n 3 19} points in an hour
  {n 8 74} millimetres came down on {town} between lunch and tea
  the wind in {town} turned and took {who}'s parasol to {town}
  the fog lifted to show {walker}
  lightning hit the {shop} and nothing else
  the first snow of {month} lasted {n 4 50} minutes
  the forecast said {adjective} and the sky said no
  {gauge} froze at {clock}
  {a cloud} turned {colour} just as my battery died
doing
  reading {gauge} in pyjamas
  watching {a cloud} come apart over {town}
  comparing {N 2 6} forecasts, none of them right
  typing up {gauge} readings from {n 1931 1979}
  chasing {a cloud} by bus
  waiting for the wind to drop so that I could hear {gauge}
fact
  the wettest {month} in {town} was {n 1912 2019}, with {n 190 460} mm
  {gauge} is off by {N 2 4} and has been since {n 1988 2015}
  {a cloud} over {town} means rain within {n 6 30} hours
  snow falls at about {n 3 6} kilometres an hour, like a walk
  a middling cloud weighs as much as {n 80 200} elephants
  the smell before rain has a name and {who} can spell it
item
  one {cloud}, facing {town}
  {n 2 60} mm since {weekday}
  gusts of {n 41 118} km/h
  {gauge}, stuck
  thunder at {clock}
  frost, {N 2 9} kinds
say
  {^gauge} says {adjective}, and for once I believe it.
  {n 2 19}.{n 1 9} degrees at {clock}, {n 61 99} per cent humidity, one {cloud}.
  If you are in {town}, look up now: {cloud}.
  My grandmother called a sky like this "{skylike} over {skylike}", and took the washing in.
  {town} has had {n 9 40} days without a shadow.
  The storm had a name, {name}, and better manners than the last one.
  Missed the {cloud} by {n 2 9} minutes, as is traditional.
  Wind from the {windside}, gulls on the {shop} roof, everybody {mood}.
  Barometer down, kettle on, {weekday} cancelled.
  Sunset over {town} was the colour of {skylike} with a rim of {colour}.
windside = north-east | south-west | west | east, with intent | north | wrong side
ask
  Did anybody else in {town} see the {cloud} at {clock}?
  What is the {adjective} thing your {gauge_short} has ever shown?
  How do you keep a rain gauge level where {weather}?
gauge_short = barometer | rain gauge | thermometer | weather app | grandmother's knee
poll = {month} in {town}? / snow by the {n 5 20}th / {n 5 15} days of fog / rain / sun
title = {n 20 120} years of rain in one village's notebooks
  Why fog is leaving {town}
  {a cloud} photographed from {N 2 6} towns at once
  The volunteers who read {gauge} every morning
`;
export const SWIMMING = `
tags = wildswimming | swimming | coldwater | sea | openwater
water = the sea | the quarry | the lido | the tarn | the river | the millpond | the harbour
  the reservoir we are not allowed in | the lake | the tidal pool | the weir pool
creature = a seal | a swan | {N 2 5} jellyfish | an otter, I think | a curious cow
  a very small crab
  an eel | somebody's labrador | a cormorant | a shoal of something silver
happened
  {water} was {n 3 17} degrees and I stayed in for {n 2 25} minutes
  {creature} joined us in {water}
  I left one sock at {water}
  the tide was further out than {who} had promised
  {who} went in first and lied about the temperature
  ice formed round the ladder at {water}
  {N 3 14} of us swam in {water} at {n 5 7}:{min}
  somebody's flask exploded on the steps of {water}
  {creature} looked at me in {water} as one looks at a tourist
doing
  getting changed under a towel in a gale at {water}
  floating in {water} and listening to {town}
  shivering with {who} over one cup of tea
  talking {who} into {water}
  swimming from the {colour} buoy to the {colour} one
  looking for my glasses in {water}
fact
  the second minute is the worst one in {water}
  {water} is coldest in {month}, not when you would think
  nobody looks good in neoprene boots
  salt water keeps {N 2 4} degrees in hand
  cake after {water} has no calories
item
  {n 3 17} degrees in {water}
  {creature}
  {n 200 1900} metres, unofficially
  {N 2 5} hats, no gloves
  a flask of {colour} soup
say
  {^water}, {clock}, {n 3 17} degrees, nobody but us and {creature}.
  My toes came back at {clock}, one by one, like sheep.
  Every time I think I am brave, a woman of {n 74 91} walks past me into {water}.
  The trick with {water} is to be on the way out before your brain hears of it.
  {creature} surfaced {N 2 9} metres away and we were both {mood} about it.
  After {water} the {weekday} can do to me whatever it wants.
  I have never regretted {water}; I have regretted every {shop} towel.
ask
  How cold was {water} for you {daypart}?
  What do you drink after {water}, and is it legal?
  Is {creature} in {water} a good sign?
poll = Coming in at {n 5 8}:{min}? / yes / with a wetsuit / only to hold the flask / never
title = Cold water, warm {n 70 94}-year-olds: a morning at {water}
  The lido that {town} bought for one coin
  Who owns {water}?
`;
export const MUSHROOMS = `
tags = fungi | mushrooms | mushroomhunting | forest | fungifriday
fungus = chanterelle | cep | amethyst deceiver | fly agaric | parasol | puffball | honey fungus
  blewit | chicken of the woods | inkcap | stinkhorn | hedgehog mushroom | birch bolete | earthstar
  waxcap | slime mould | turkey tail | bird's nest fungus | jelly ear | velvet shank
walk = the beech wood | the plantation | the churchyard | the yard behind the {shop}
  the birch scrub | the old railway cutting | the park in {town}
wood = {walk} | {walk} | {walk} | {walk} | a rotten log | the moss under the spruces
happened
  I found {N 2 14} {+fungus} in {wood}
  {who} found {a fungus} the size of {sizeish}
  a slug had been at every {fungus} in {wood}
  the {fungus} in {wood} smelled of {smell}
  the club met in {walk} and disagreed for {duration} about {a fungus}
  {a fungus} came up through the tarmac of {town}
  a fairy ring of {n 14 60} {+fungus} appeared in {wood}
  I got lost in {walk} and came out in {town}
sizeish = a football | a button | a dinner plate | a hat | a loaf | my head | a comma
smell = aniseed | marzipan | old socks | apricots | ink | raw potato | coconut | school | bleach
doing
  lying on my front in {wood} with a hand lens
  taking a spore print on {household}
  keying out {a fungus} with {N 2 4} books open
  not picking the {fungus} in {wood}
  drying {n 200 900} grams of {fungus}
  following {who} through {walk} without being told where
fact
  {a fungus} is mostly somewhere else
  you can eat every mushroom once
  the {fungus} smells of {smell}, or of {smell} if you are {who}
  {a fungus} drops some {n 2 30} billion spores and forgets them
  {who} has picked in {walk} since {n 1961 1998} and will not say where
item
  one perfect {fungus}
  {N 3 20} {+fungus}, {N 2 4} of them edible, if {who} is right
  something {colour} that I shall not touch
  {a fungus} smelling of {smell}
  wet knees from {wood}
say
  The {*fungus} is back in {wood}, {N 2 9} days later than in {n 2009 2022}.
  Spore print: {colour}; confidence: {adjective}; supper: eggs.
  Nobody can make a hat out of {a fungus} as well as the {fungus} does.
  {a fungus} in this light looks lit from within, like the {shop} on a winter evening.
  {^who} calls all of them "{fungus}" and is right about {n 20 60} per cent of the time.
  My basket: {N 2 9} {+fungus}; my boots: most of {walk}.
  Found on {a colour} stump: {a fungus} smaller than a match head, perfect.
ask
  Is this {fungus} from {wood} what I think it is?
  Who else smells {smell} with {a fungus}?
  Has the {fungus} started in {town} yet?
poll = This one from {wood} is a … / {fungus} / {fungus} / {fungus} / no idea, do not eat
title = {n 300 900} species in one churchyard: the fungi of {town}
  The {fungus} that eats railway sleepers
  Walking {walk} with a woman who has picked since {n 1951 1970}
`;
