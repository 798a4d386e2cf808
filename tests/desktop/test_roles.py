"""Roles × operations: one table in which every operation of the desk stands."""

from __future__ import annotations

from domain.role import UserRole
from tests.desktop.every_operation import operations, refusal

# Who may, one letter for each role that is let in:
#   O officer   A appraiser   C clerk   H chair   K keeper
# A word says that no role is asked for, and why:
#   read     tells something, or looks at a file; which pages and commands a role has is tested with these
#   seat     asks for the person's seat in the council, or that he marks for himself: test_recusals, test_blinding,
#            test_appraisals, test_second_readings and test_marking_elsewhere say how
#   own      about the person at the desk alone
#   within   is called inside another operation that has asked
#   chore    small work of the program itself, whoever sits there
TABLE = """
appraisal_requests   seat: plan make
appraisal_requests   read: elsewhere members standings is_over changed_fields register_id register_id_if_any
appraisal_results    seat: seal
appraisal_results    read: progress
appraisals           OH: set_council close
appraisals           seat: save_draft file_own file_sheets
appraisals           read: current_council queue waiting view results sitting_council line_of decided closed
award_packages       O: seal put
award_packages       read: going_down waiting look
awards               O: give withdraw
awards               read: of_record everything awardable
backup_places        K: put
backup_places        within: bring
backup_places        read: own_folder
backups              chore: make before
backups              read: standing seen
blinding             seat: set_blind
blinding             read: is_blind reading hidden_by_row
bulk                 O: change move undo
bulk                 read: preview last demand_there
bulk_past            read: listed one outlook
carriers             OC: plan
carriers             within: pack take
chains               read: sent received
clashes              O: settle follow_all
clashes              read: still_open unit_is_asked
clocks               K: confirm
clocks               read: demand_not_behind known_moment
completions          O: complete
completions          OH: appraise_again
completions          read: waiting
consents             O: note take_back withdraw
consents             read: missing
cooperation_plans    O: enter type_in remove restore drop_blank
cooperation_plans    read: everything get
copies               O: duplicate
corrections          O: apply
corrections          read: offers
councils             OH: keep seat decide mark_again
councils             seat: declare
councils             read: ready kept members kept_reasons how_many_ready
data_requests        O: add answer print_answer keep_draft put_day remove_day
data_requests        read: draft get everything overdue calendar listed_days
diagnostics          read: text write
dossiers             read: check of_records
duplicates           O: judge take_back
duplicates           chore: catch_up catch_up_all keep
duplicates           read: missing like of_record search listed pair titles
eligibility          read: of_record conditions walk survey
emailing             OC: draft sent
emailing             read: address folder_needed letter
emulation            read: years sheet row_ids
encryption           K: renew
encryption           within: ensure identities told_down learn_from_unit learn_from_above
encryption           read: own addressees known_units
enrolments           read: waiting
erasure              O: erase anonymise purge
erasure              read: preview purge_pending
evidence             O: remove restore put_in_order open_record
evidence             read: of_record removed get content save
evidence_in_packages O: choose
evidence_in_packages within: take_in
evidence_in_packages read: may_travel leaving
evidence_in_requests within: take_in
evidence_in_requests read: of
evidence_intake      O: add
evidence_intake      chore: sweep
evidence_limits      K: put
evidence_limits      chore: free
evidence_limits      read: get
evidence_pages       read: page save_all
evidence_pictures    O: put_smaller
evidence_pictures    read: smaller
filing               seat: file may_file
filing               read: appraiser_of paper_problem waits_for_own to_read_again
figure_files         OC: write_table write_emulation write_quality write_pairs write_sample
grids                read: grid
history              O: give_reason
history              read: of_record entered
housekeeping         chore: recount tidy
import_mappings      O: keep change forget
import_mappings      read: known
import_mending       read: edited
import_plans         O: plan
import_plans         read: again
import_waiting       O: mend take_in give_up
import_waiting       read: waiting count
imports              O: read take_in undo
imports              read: differences batches
initiative_list      read: page first runs cut place places stamp total rows everything counts benefits code_titles
initiative_list      read: excerpt by_state under
initiatives          O: new type_in enter move delete restore
initiatives          within: retell rewrite acknowledge
initiatives          read: early_decision get find problems bin_rows many history
intake               OC: take_in
intake               read: survey differing target_changes
journal              OK: total ids entries names operations verify fits export
journal              read: words
journal_heads        read: told
kept_changes         read: changes
kept_tables          O: keep
kept_tables          read: everything get show row_ids rows
keys                 K: new request replace
keys                 within: load unit_signer pdf_signer certify keep
keys                 read: issuers state can_sign has_key
list_export          O: write
marking_stores       own: renew
marking_stores       within: take
marking_stores       read: held
new_initiatives      within: insert_many
nominations          read: places problems
objections           O: open_new settle
objections           read: of_record everything open_kinds by_row
outbox               OC: hold resume send_waiting
outbox               read: rows due history
overview             read: before_sending read row_ids
package_viewing      OC: save sheet
package_viewing      read: chain
packages             OC: plan pack
packages             read: sent received
packages_down        within: demand_ready next_letter seal for_whom demand_for_us lines keep remember_in
paper_covers         read: how_many
paper_parts          read: wording
paper_sessions       read: judgement
paper_sheets         seat: keep_draft enter
paper_sheets         read: names members lines view
paper_submission     read: summary_of
paper_templates      OC: change reset restore keep keep_draft set_logo remove_logo
paper_templates      read: everything look draft logo
papers               read: how_many make sample choose
people               O: enter type_in gather merge undo_merge keep_apart
people               within: linked
people               read: page place total rows by_rows at get row_id_of offered initiatives_of unlinked twins merges
personal_data        O: export gathered
personal_data        read: unit_words
portal               O: set_top mark_entered mark_approved mark_refused take_back approve_matched
portal               read: counts ids rows top boxes matched
programme_drafts     O: begin keep drop wrong make
programme_drafts     read: kept
programme_files      O: install put seal
programme_files      read: look write
programmes           O: use copy revise install_own adopt
programmes           read: everything versions get of_record current text demand_whole compare
proxy_logins         within: row login
quality              O: draw
quality              read: lines row_ids twins
receipts             OC: again
receipts             read: is_own
receipts             within: write
receipts_back        within: take
received_list        read: one standing
receiving            OC: receive
receiving            within: one
receiving            read: find_packages in_turn
recounting           O: recount
recounting           read: results
recovery             chore: settle demand_sound
recusals             seat: declare withdraw request take_back demand_keeper
recusals             within: add
recusals             read: book readable relations by_row keeps
refusals             within: remember
refusals             read: everything
registers            K: change_unit
remembering          own: is_on remember forget knows demand_known
reports              OC: write write_each keep_draft
reports              read: offered first_page build put_forward in_dossier left_out how_many
reports              read: remembered remembered_with draft
restoring            K: drill note
restoring            read: last_drill
retention            O: put
retention            read: years standing
return_answers       within: left take_in
return_answers       read: ready
return_marks         O: mark unmark answer
return_marks         within: after_clash
return_marks         read: get of_record open_in everything of_unit
return_packages      O: seal put
return_packages      read: waiting look
rounds               O: closed
routes               read: down carrier_of
saved_filters        O: keep remove
saved_filters        read: everything get
second_readings      seat: ask
second_readings      read: asked
sending              OC: to_folder
sending              read: find rows
servers              K: put remove trial
servers              within: channel
servers              read: everything get named
sessions             read: seating_problems check concerned
sheet_conflicts      seat: settle
sheet_conflicts      read: waiting
sheet_intake         seat: take_in
sheet_intake         read: look survey
settlements          within: take_in
settlements          read: to_tell decided_below
signatures           OC: keep sign
signatures           read: remembered by_register
standings            read: of
statistics           read: table ask answer row_ids rows cell behind total
submissions          within: take update
submissions          read: differences
support              O: set_own put_wage mark_paid take_back_paid
support              read: own_vnd lines how_many wages dues award_candidates
target_packages      O: seal put
target_packages      read: going_down look
targets              O: hand_down remove
targets              read: everything below standings row_ids rows
timestamps           OC: prepare keep ask
timestamps           K: trust_root
timestamps           read: roots held shown
tokens               K: use back_to_software
tokens               read: held
trash                O: restore
trash                chore: free
trash                read: everything
trust                K: init renew_office issue revoke export install
trust                within: refresh
trust                read: standing root_pem write_root has_root registry upper_registry
typed_words          own: keep keep_reason kept kept_reason of_form drop
unit_codes           read: every same stands_for homes is_ours now_with
unit_standings       O: write
unit_standings       read: lines remind reminders row_ids codes_of
unit_events          O: add rename move merge dissolve split take_back set_count set_cluster
unit_events          within: follow_card
units                chore: keep warm
units                read: tree search below line details total home_of own_id cluster_names last_event
uploading            OC: begin to_server
uploading            within: keep ended
users                K: add set_roles remove reset_passphrase new_recovery set_lock_after
users                own: change_passphrase is_at_desk
users                read: everyone left lock_after_min find code_outside
verification         read: by_register viewed look_inside
"""

LETTERS = dict(zip("OACHK", UserRole, strict=True))
FREE = {"read", "seat", "own", "within", "chore"}


def table() -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in TABLE.strip().splitlines():
        head, names = line.split(": ")
        module, who = head.split()
        assert who in FREE or set(who) <= set(LETTERS), line
        for name in names.split():
            assert (module, name) not in found, f"twice: {module}.{name}"
            found[module, name] = who
    return found


def test_every_operation_of_the_desk_stands_in_the_table_and_nothing_else() -> None:
    known, there = set(table()), {(module, name) for module, name, _function in operations()}
    assert len(there) > 400
    assert there - known == set(), "a new operation: say in TABLE who may"
    assert known - there == set(), "no such operation any more"


def test_each_role_is_let_in_or_refused_as_the_table_says() -> None:
    said = table()
    for module, name, function in operations():
        who = said[module, name]
        may = set(UserRole) if who in FREE else {LETTERS[letter] for letter in who}
        for role in UserRole:
            refused = refusal(function, role)
            assert bool(refused) == (role not in may), f"{module}.{name}: {role} {refused}"
