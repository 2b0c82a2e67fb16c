"""Hold the words that join phrases, and those with which no telling phrase begins or ends."""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\S+", text))


FUNCTION_WORDS: Final = _words(
    """
    a about above across after again against all almost along already also although always am among an and
    another any are around as at away be became because become becomes been before being below besides between
    beyond both but by can cannot could did do does doing done down due during each either else enough especially
    et etc even ever every few for from further furthermore get given gives go had has have having he hence her
    here hers him his how however i if in indeed instead into is it its itself just latter former less let like
    made make makes making many may me might more moreover most much must my namely near nearly need needs
    neither never no none nor not now of off often on once one only onto or other others our ours out over own
    per perhaps quite rather re really same she should since so some still such take taken takes than that the
    their theirs them themselves then there thereby therefore these they this those though three through
    throughout thus to together too toward towards two four five six under until up upon us use used uses using
    utilize utilizing very via was we well were what when where whereas whether which while who whole whom whose
    why will with within without would yet you your
    al e.g i.e vs
    is are was show shows shown showed demonstrate demonstrates demonstrated prove proves proved propose proposes
    proposed present presents presented introduce introduces introduced study studies studied investigate
    investigates investigated find finds found obtain obtains obtained derive derives derived consider considers
    considered discuss discusses discussed describe describes described develop develops developed report reports
    reported allow allows allowing provide provides provided lead leads leading suggest suggests suggested reveal
    reveals revealed achieve achieves achieved apply applies applied compare compared comparing depend depends
    depending yield yields exhibit exhibits enable enables enabling require requires required requiring contain
    contains containing include includes including involve involves involving concern concerning occur occurs
    arise arises arising assume assuming calculate calculated compute computed determine determined estimate
    estimated evaluate evaluated examine examined explain explained explore explored illustrate illustrated
    perform performed play plays produce produced remain remains satisfy satisfies satisfying seem seems exist
    exists imply implies indicate indicates characterize characterized generate generated establish established
    address addresses addressed analyze analyzed analyse analysed extend extends extended generalize generalizes
    identify identified measure measured observe observed predict predicted relate related reduce reduces reduced
    increase increases increasing decrease decreases decreasing improve improves improved combine combined
    construct constructed define defined follow follows following form forms formed know known occur occurring
    solve solves solved become give means mean seen set sets able arising aim aims argue called corresponding
    saw came went gave led kept held grew met wrote chose
    conclude represent represents representing understand understanding
    """
)
"""Words that end a run: prepositions, pronouns, and the verbs that every abstract has."""

LOOSE_WORDS: Final = _words(
    """
    right left secure infer inferring synthetic inner outer fast slow party load capture account except showing
    biological chemical economic social medical astronomical mathematical statistical communication transmission
    additionally situation word computer modification initial relative correction effort majority product expansion
    wherein vital manner
    ability absence abstract abundance accuracy accurate action active activity actual addition additional advance
    advanced advantage agent agreement aim algorithm algorithmic alternative amount analysis analytic analytical
    analytically angle answer appearance application approach approximate approximately approximation appropriate
    arbitrary area argument article aspect assumption attempt attention author automatic available average balance
    base based basic basis behavior behaviour benchmark benefit best better bound boundary brief broad calculation
    capability capable capacity case cause central certain challenge challenging change channel characteristic
    choice class classic classical classification clear close closely code coefficient collection combination
    common commonly community comparable comparison complete completely complex complexity component comprehensive
    computation computational concept conceptual conclusion concrete condition configuration conjecture connection
    consequence consistent constant constraint content context contrast contribution control conventional core
    correct correlation cost current currently data database dataset date deep definition degree demand density
    dependence dependent description design desired detail detailed detection determination development device
    difference different difficult difficulty dimension dimensional direct direction directly discovery discrete
    discussion distance distinct distribution domain dynamic dynamical dynamics early easy effect effective
    effectively effectiveness efficacy efficiency efficient efficiently effort element empirical end energy entire
    environment equal equation error essential estimate estimation estimator evaluation event evidence evolution
    exact exactly example excellent exciting existence existing expectation expected experiment experimental
    experimentally expert explanation explicit explicitly exploration expression extension extensive extent extra
    extreme extremely fact factor family far fast feasible feature field figure final finally finding fine finite
    first fixed flexible flow focus force form formal formalism formation formula formulation foundation fraction
    framework free frequency frequently full fully function functional fundamental future gain gap general
    generalization generally generation generic global goal good great greater group growth half hand hard help
    high higher highest highly history human hypothesis idea ideal identification illustration impact implementation
    implication importance important improvement include independent index individual induced inference influence
    information infinite initial input insight instance integral intensity interaction interest interesting internal
    interpretation introduction investigation issue item joint key kind knowledge label large larger largely largest
    last late latent law layer learning length letter level light likelihood likely limit limitation limited limiting
    line linear link list literature little local long longer loss low lower lowest machine main mainly major map
    mapping mass material mathematical matrix maximum measurement mechanism medium member method methodology metric
    minimal minimum mode model modeling modelling modern modified motion motivated motivation multi multiple natural
    nature necessary negative network neural new next node noise non nonlinear nontrivial normal notion novel number
    numerical numerically numerous object objective observable observation obvious obviously old open operation
    operator optimal optimization order original origin output overview pair paper parallel parameter part particular
    particularly partial particle pattern people performance period perspective phase phenomena phenomenon physical
    physics picture point popular population position positive possibility possible potential potentially power
    powerful practical practice precise precision prediction preliminary presence previous previously primary
    principle prior probability problem procedure process processing product program progress project promising
    proof proper property proposal proposition prospect public publication purpose qualitative quality quantitative
    quantity quantum question random range rapid rapidly rate ratio real realistic reality realization reason
    reasonable recent recently recognition recovery reduction reference region regime relation relationship relative
    relatively relevant reliable remarkable remarkably representation research researcher resolution respect
    respectively response result resulting review rich rigorous risk robust role rule sample scale scaling scenario
    scheme science scientific scientist scope second section selection sense sensitive sensitivity separate sequence
    series setting several shape share sharp short significance significant significantly similar similarity simple
    simpler simply simulate simulated simulation simultaneous simultaneously single size small smaller software
    solution source space spatial special specific specifically spectrum speed stability stable stage standard start
    state statistic statistical status step stochastic straightforward strategy strength strong stronger strongly
    structural structure style sub subject subset substantial success successful successfully sufficient sufficiently
    suitable sum summary support surface survey symmetry system systematic systematically target task technique
    technology temperature temporal term test testing theorem theoretical theoretically theory thing thorough thought
    threshold time tool top topic total trade tradeoff traditional training transformation transition treatment trend
    trial true type typical typically ultimate uncertainty underlying unified uniform unique unit universal unknown
    unusual upper useful usual usually utility validation validity valuable value variable variant variation variety
    various vary varying vast vector version view volume way weak weight wide widely width work working world year
    zero
    accelerate addressing affect aforementioned aid allow analogous analogue apparent apparently applicable aware
    beginning behave believe bring broadly carry choose claim classify clarify come commonly compare complement
    complementary comprise conduct confirm consist consistently contribute correspond create crucial deal deeply
    demonstrate derivation detect differ discover easily effectively elucidate emerge emergence emerging employ
    encounter enhance ensure evaluate ever evolve exceed exhaustive exploit express facilitate fail feasibility
    focuse gather hold holds illustrative implement importantly inspire integrate introduce involve keep largely
    lie literature look manner match mention merely moreover motivate notable notably note obtain offer operate
    outcome outperform overcome overall pose possess precisely propose prove put question raise reach reader
    recall recover refer regard reproduce resemble resolve respond rest restrict run say search see seek select
    serve seven shed solely specify state study subsequent subsequently successful suffer suggest summarize surprising
    surprisingly tackle tend third today towards treat turn twice understand undertake unfortunately unlike
    unprecedented user uses valid verify viable want widespread worse write
    day week month hour minute second percent degree paper evolutionary
    experimentalist state-of-the-art art well-known large-scale high-dimensional real-world long-term short-term
    time-dependent one-dimensional two-dimensional three-dimensional low-dimensional higher-order first-order
    second-order non-trivial long-range short-range
    """
)
"""Words that say nothing by themselves, in the singular: a phrase needs another one beside them."""

HOLLOW_WORDS: Final = frozenset(word for word in LOOSE_WORDS if word.endswith("ly")) | _words(
    """
    ability advance advantage aim appropriate arbitrary article aspect attempt author available basis benefit best
    better broad capable certain challenge challenging clear close common comparable complete comprehensive concept
    conclusion consequence consistent contrast contribution correct current derivation desired detail detailed
    difference different difficult difficulty direct discussion distinct early easy effective effectiveness efficacy
    efficient effort entire especially essential evidence example excellent existence existing experimental
    explanation explicit extensive extra fact feasible finding fine first full fundamental future general generic
    good great greater high higher highest idea impact importance important improvement insight interest interesting
    introduction investigation issue kind large larger largest last late likely little long longer low lower lowest
    main major manner modern necessary need new next notable notion novel numerical numerous obvious old open
    overview paper particular performance perspective popular possibility possible potential powerful practical
    preliminary presence present previous primary promising proof proper proposal prospect purpose question rapid
    realistic reason reasonable recent relevant reliable remarkable research researcher respect result resulting
    review rich rigorous role scope second several short significance significant similar similarity simple simpler
    single small smaller special specific standard straightforward strong stronger study substantial success
    successful suitable summary systematic technique theoretical thing third thought time typical underlying unknown
    useful usual variety various vast weak wide widespread work year result outcome analogous important importantly
    effect case set number value term order way use development presence main approach method methodology problem
    framework total true valid upper kind day week month hour minute percent state-of-the-art well-known prove put
    raise reach recall refer regard reproduce create crucial deal differ discover employ encounter enhance ensure
    exceed exploit express facilitate fail gather hold keep look mention merely offer operate outperform overcome
    pose possess propose resemble respond rest say search see seek select serve shed solely specify subsequent suffer
    suggest summarize surprising tackle tend treat turn twice unlike unprecedented user verify want worse write
    """
)
"""Words with which no phrase begins or ends, in the singular."""

FUNCTION_CHARACTERS: Final = frozenset("的了和与及或在是对为中将其并等该此以从而于由被们这那有不也上下")
"""Chinese characters that stand between phrases."""
