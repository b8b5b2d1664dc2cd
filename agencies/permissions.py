"""Everything anyone can be allowed to do, in words, and no logic: read it aloud."""

from enum import StrEnum


class Reach(StrEnum):
    """How far a permission goes."""

    OWN = "own"  # what I made myself
    AGENCY = "agency"  # what my agency made
    CASE = "case"  # what I or my team are allocated, or invited to
    SHARED = "shared"  # what was shared with my role in my agency, or with me by name
    AUTHORITY = "authority"  # the whole authority I serve


class DataClass(StrEnum):
    """How much harm a field can do; see the field register of each app."""

    PUBLIC = "PUBLIC"
    INTERNAL = "INTERNAL"
    PERSONAL = "PERSONAL"
    HEALTH = "HEALTH"
    INTELLIGENCE = "INTELLIGENCE"
    SOURCE_IDENTITY = "SOURCE_IDENTITY"
    SAFE_ADDRESS = "SAFE_ADDRESS"


class Permission(StrEnum):
    REFERRAL_MAKE = "referral.make"
    REFERRAL_RECORD = "referral.record"
    REFERRAL_FOLLOW = "referral.follow"
    REFERRAL_VIEW = "referral.view"
    REFERRAL_TRIAGE = "referral.triage"
    REFERRAL_ANSWER = "referral.answer"
    REFERRAL_ACKNOWLEDGE = "referral.acknowledge"
    REFERRAL_DISAGREE = "referral.disagree"
    REFERRAL_RECONSIDER = "referral.reconsider"
    CHILD_SEARCH = "child.search"
    CHILD_VIEW = "child.view"
    CHILD_EDIT = "child.edit"
    CHILD_MATCH = "child.match"
    CASE_VIEW = "case.view"
    CASE_ALLOCATE = "case.allocate"
    CASE_MOVE = "case.move"
    CASE_ACCESS_VIEW = "case.access_view"
    HAND_OVER_VIEW = "hand_over.view"
    HAND_OVER_OFFER = "hand_over.offer"
    HAND_OVER_ANSWER = "hand_over.answer"
    HAND_OVER_NOTE = "hand_over.note"
    VOICE_VIEW = "voice.view"
    VOICE_HEAR = "voice.hear"
    VOICE_CORRECT = "voice.correct"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_ADD = "document.add"
    DOCUMENT_WITHDRAW = "document.withdraw"
    LETTER_VIEW = "letter.view"
    LETTER_WRITE = "letter.write"
    NOTE_VIEW = "note.view"
    NOTE_WRITE = "note.write"
    NOTE_CORRECT = "note.correct"
    PLAN_VIEW = "plan.view"
    PLAN_ADD = "plan.add"
    PLAN_CHANGE = "plan.change"
    PLAN_REVIEW = "plan.review"
    PLAN_ACTION_CLOSE = "plan_action.close"
    INTERVENTION_VIEW = "intervention.view"
    INTERVENTION_OFFER = "intervention.offer"
    INTERVENTION_RECORD = "intervention.record"
    CHRONOLOGY_WRITE = "chronology.write"
    SCREENING_VIEW = "screening.view"
    SCREENING_FILL = "screening.fill"
    SCREENING_SIGN = "screening.sign"
    SCREENING_COUNTERSIGN = "screening.countersign"
    TOOL_VIEW = "tool.view"
    TOOL_PUBLISH = "tool.publish"
    TOOL_RULE_AGREE = "tool.rule_agree"
    LIMIT_SET = "limit.set"
    HEALTH_DETAIL_VIEW = "health_detail.view"
    SAFE_ADDRESS_REVEAL = "safe_address.reveal"
    EPISODE_LOG = "episode.log"
    EPISODE_VIEW = "episode.view"
    EPISODE_UPDATE = "episode.update"
    EPISODE_IMPORT = "episode.import"
    EPISODE_MATCH = "episode.match"
    RETURN_VIEW = "return.view"
    RETURN_DRAFT = "return.draft"
    RETURN_SIGN_OFF = "return.sign_off"
    RETURN_DRILL = "return.drill"
    ACCESS_LOG_VIEW = "access_log.view"
    MATRIX_VIEW = "matrix.view"
    ACCOUNT_MANAGE = "account.manage"


MEANINGS = {
    Permission.REFERRAL_MAKE: "Refer a child to the CSE team",
    Permission.REFERRAL_RECORD: "Record a referral that came by telephone, post or from the public",
    Permission.REFERRAL_FOLLOW: "Follow a referral: received, screened, decided, outcome",
    Permission.REFERRAL_VIEW: "Read referrals",
    Permission.REFERRAL_TRIAGE: "Decide what happens to a referral",
    Permission.REFERRAL_ANSWER: "Answer a request for more information",
    Permission.REFERRAL_ACKNOWLEDGE: "Acknowledge an escalation to Children's Services",
    Permission.REFERRAL_DISAGREE: "Disagree with the outcome of a referral",
    Permission.REFERRAL_RECONSIDER: "Answer somebody who disagrees with an outcome",
    Permission.CHILD_SEARCH: "Search for a child before recording one",
    Permission.CHILD_VIEW: "Read the record of a child",
    Permission.CHILD_EDIT: "Change the record of a child",
    Permission.CHILD_MATCH: "Decide whether two records are one child, merge them, take them apart",
    Permission.CASE_VIEW: "Open a case file",
    Permission.CASE_ALLOCATE: "Give a case to a person or team, and share it",
    Permission.CASE_MOVE: "Step a case up, move it along and close it",
    Permission.CASE_ACCESS_VIEW: "See who can open a case, and why",
    Permission.HAND_OVER_VIEW: "Read the hand-overs of a case, or one offered to oneself",
    Permission.HAND_OVER_OFFER: "Offer a case to another team, authority or adult services",
    Permission.HAND_OVER_ANSWER: "Accept or decline a case that is offered to one's team",
    Permission.HAND_OVER_NOTE: "Write down a step of a hand-over, and news of the risk",
    Permission.DOCUMENT_VIEW: "Read the documents of a case",
    Permission.DOCUMENT_ADD: "Send a document in to a case",
    Permission.DOCUMENT_WITHDRAW: "Withdraw a document",
    Permission.LETTER_VIEW: "Read the letters of a case",
    Permission.LETTER_WRITE: "Write a letter or a packet of a case",
    Permission.NOTE_VIEW: "Read the notes of a case",
    Permission.NOTE_WRITE: "Write a note of a case",
    Permission.NOTE_CORRECT: "Correct a note by another one",
    Permission.CHRONOLOGY_WRITE: "Choose and freeze a chronology of a case",
    Permission.VOICE_VIEW: "Read what a child said",
    Permission.VOICE_HEAR: "Write down what a child said",
    Permission.VOICE_CORRECT: "Correct or withdraw what a child is said to have said",
    Permission.PLAN_VIEW: "Read the plan of a case, or an action that is one's own",
    Permission.PLAN_ADD: "Begin the plan of a case, and add an action",
    Permission.PLAN_CHANGE: "Change the plan of a case, and drop an action",
    Permission.PLAN_REVIEW: "Review the plan of a case",
    Permission.PLAN_ACTION_CLOSE: "Close an action with evidence",
    Permission.INTERVENTION_VIEW: "Read the interventions of a case, or of one's own agency",
    Permission.INTERVENTION_OFFER: "Record that an agency offers an intervention",
    Permission.INTERVENTION_RECORD: "Record the answer, contacts, sessions and end of one",
    Permission.SCREENING_VIEW: "Read screenings",
    Permission.SCREENING_FILL: "Fill in a screening",
    Permission.SCREENING_SIGN: "Sign a screening",
    Permission.SCREENING_COUNTERSIGN: "Countersign a screening that somebody else signed",
    Permission.TOOL_VIEW: "Read the screening tools",
    Permission.TOOL_PUBLISH: "Draft, publish and retire screening tools",
    Permission.TOOL_RULE_AGREE: "Record which tool and counting rule the authority uses",
    Permission.LIMIT_SET: "Change the authority's own time limits, and who is told of what is late",
    Permission.HEALTH_DETAIL_VIEW: "Read health detail",
    Permission.SAFE_ADDRESS_REVEAL: "Uncover an address that is kept safe",
    Permission.EPISODE_LOG: "Log that a child is missing",
    Permission.EPISODE_VIEW: "Read missing episodes",
    Permission.EPISODE_UPDATE: "Change a missing episode, and record the return",
    Permission.EPISODE_IMPORT: "Import missing episodes from a file",
    Permission.EPISODE_MATCH: "Settle imported rows that were parked",
    Permission.RETURN_VIEW: "Read the quarterly return",
    Permission.RETURN_DRAFT: "Draft and revise the quarterly return",
    Permission.RETURN_SIGN_OFF: "Sign the quarterly return off",
    Permission.RETURN_DRILL: "Open the rows behind a figure",
    Permission.ACCESS_LOG_VIEW: "See who has looked at a child's records",
    Permission.MATRIX_VIEW: "Read this matrix",
    Permission.ACCOUNT_MANAGE: "Open and close accounts, give and end posts, review who has access",
}
"""What each permission lets a person do, in words."""

PRIVILEGED = frozenset(
    {
        Permission.ACCOUNT_MANAGE,
        Permission.ACCESS_LOG_VIEW,
        Permission.RETURN_SIGN_OFF,
        Permission.TOOL_PUBLISH,
    }
)
"""A role that holds one of these signs in with a passkey (requirement AUTHN-2)."""

DATA_CLASS_PERMISSION = {
    DataClass.HEALTH: Permission.HEALTH_DETAIL_VIEW,
    DataClass.SAFE_ADDRESS: Permission.SAFE_ADDRESS_REVEAL,
}
"""What it takes, beside reaching the record, to see a field of the class."""

SENTENCES = {
    Permission.REFERRAL_MAKE: "Your role does not refer. If a child is in danger, call 999.",
    Permission.REFERRAL_RECORD: "Only the CSE team records a referral for somebody else.",
    Permission.REFERRAL_FOLLOW: "Only the person who referred follows this referral.",
    Permission.REFERRAL_VIEW: "Only the CSE team reads referrals.",
    Permission.REFERRAL_TRIAGE: "Only the CSE team decides what happens to a referral.",
    Permission.REFERRAL_ANSWER: "Only the person who was asked answers this request.",
    Permission.REFERRAL_ACKNOWLEDGE: "Only Children's Services acknowledges an escalation.",
    Permission.REFERRAL_DISAGREE: "Only the person who referred can disagree with the outcome.",
    Permission.REFERRAL_RECONSIDER: "Only a manager reconsiders a decision that is disagreed with.",
    Permission.CHILD_SEARCH: "Your role does not search for children.",
    Permission.CHILD_VIEW: "Your role does not read this child's record.",
    Permission.CHILD_EDIT: "Your role does not change this child's record.",
    Permission.CHILD_MATCH: "Your role does not decide whether two records are one child.",
    Permission.CASE_VIEW: "This case is not shared with your role.",
    Permission.CASE_ALLOCATE: "Only a coordinator or team manager allocates or shares a case.",
    Permission.CASE_MOVE: "Your role does not move this case.",
    Permission.CASE_ACCESS_VIEW: "Only the coordinator and governance see who has access.",
    Permission.HAND_OVER_VIEW: "Your role does not read this hand-over.",
    Permission.HAND_OVER_OFFER: "Your role does not hand this case over.",
    Permission.HAND_OVER_ANSWER: "Only whoever the case is offered to accepts or declines it.",
    Permission.HAND_OVER_NOTE: "Your role does not write in this hand-over.",
    Permission.VOICE_VIEW: "Your role does not read what this child said.",
    Permission.VOICE_HEAR: "Your role does not write down what this child said.",
    Permission.VOICE_CORRECT: "Only the person who wrote it down, or a coordinator, corrects it.",
    Permission.DOCUMENT_VIEW: "Your role does not read the documents of this case.",
    Permission.DOCUMENT_ADD: "Your role does not send documents in to this case.",
    Permission.DOCUMENT_WITHDRAW: "Only who sent a document in, or a coordinator, withdraws it.",
    Permission.LETTER_VIEW: "Only who gives cases out reads the letters of a case.",
    Permission.LETTER_WRITE: "Only who gives cases out writes a letter of a case.",
    Permission.NOTE_VIEW: "Your role does not read the notes of this case.",
    Permission.NOTE_WRITE: "Your role does not write notes of this case.",
    Permission.CHRONOLOGY_WRITE: "Your role does not write chronologies of this case.",
    Permission.NOTE_CORRECT: "Only the person who wrote a note, or a coordinator, corrects it.",
    Permission.PLAN_VIEW: "Your role does not read the plan of this case.",
    Permission.PLAN_ADD: "Your role does not add to the plan of this case.",
    Permission.PLAN_CHANGE: "Only a coordinator, team manager or MASE chair changes the plan.",
    Permission.PLAN_REVIEW: "Only a coordinator, team manager or MASE chair reviews the plan.",
    Permission.PLAN_ACTION_CLOSE: "Only whoever owes an action, or a coordinator, closes it.",
    Permission.INTERVENTION_VIEW: "Your role does not read this intervention.",
    Permission.INTERVENTION_OFFER: "Your role does not offer interventions in this case.",
    Permission.INTERVENTION_RECORD: "Only the provider, or those who hold the case, record this.",
    Permission.SCREENING_VIEW: "Your role does not read screenings of this case.",
    Permission.SCREENING_FILL: "Your role does not screen this case.",
    Permission.SCREENING_SIGN: "Only the person who screened, in the CSE team, signs a screening.",
    Permission.SCREENING_COUNTERSIGN: "Only a coordinator or team manager countersigns.",
    Permission.TOOL_VIEW: "Your role does not read the screening tools.",
    Permission.TOOL_PUBLISH: "Only a system administrator drafts and publishes tools.",
    Permission.TOOL_RULE_AGREE: "Only a coordinator or team manager records an agreed rule.",
    Permission.LIMIT_SET: "Only a coordinator or team manager changes time limits.",
    Permission.HEALTH_DETAIL_VIEW: "Health detail is not open to your role.",
    Permission.SAFE_ADDRESS_REVEAL: "This address is kept safe and is not open to your role.",
    Permission.EPISODE_LOG: "Your role does not log missing episodes.",
    Permission.EPISODE_VIEW: "Your role does not read this missing episode.",
    Permission.EPISODE_UPDATE: "Your role does not change this missing episode.",
    Permission.EPISODE_IMPORT: "Your role does not import missing episodes.",
    Permission.EPISODE_MATCH: "Your role does not settle parked rows.",
    Permission.RETURN_VIEW: "The quarterly return is not open to your role.",
    Permission.RETURN_DRAFT: "Only an analyst drafts a return.",
    Permission.RETURN_SIGN_OFF: "Only the coordinator or team manager signs a return off.",
    Permission.RETURN_DRILL: "The rows behind a figure are not open to your role.",
    Permission.ACCESS_LOG_VIEW: "Only governance and auditors read the access log.",
    Permission.MATRIX_VIEW: "Only governance and administrators read the whole matrix.",
    Permission.ACCOUNT_MANAGE: "Only an administrator manages accounts.",
}
"""The sentence of a 403 and of a button that is not open: the same words."""
