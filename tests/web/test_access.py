"""Who may open what: every route of the program, every role and a stranger, by one table."""

from collections.abc import Iterator
from typing import Final

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from mitdomov.accounts.roles import Right, Role, rights_of
from mitdomov.web.access import needed_right
from tests.web.desk.filling import said
from tests.web.served import Site
from tests.web.test_web_guards import example

EVERYBODY: Final = ("public.", "feedback.", "proof.", "signing.", "static")
"""What readers, outside authors and people who sign in reach; its proof is a token, if any."""
RIGHTS: Final = {
    "desk.add_correction": Right.EDIT,
    "desk.add_key": Right.SIGNED_IN,
    "desk.add_material_file": Right.WRITE,
    "desk.add_evidence": Right.WRITE,
    "desk.add_reader": Right.READERS,
    "desk.approve_issue": Right.APPROVE,
    "desk.arrange_issue": Right.EDIT,
    "desk.article": Right.WRITE,
    "desk.article_details": Right.WRITE,
    "desk.article_history": Right.WRITE,
    "desk.article_original": Right.WRITE,
    "desk.article_picture": Right.WRITE,
    "desk.article_presence": Right.WRITE,
    "desk.article_preview": Right.WRITE,
    "desk.article_preview_letter": Right.WRITE,
    "desk.article_preview_pages": Right.WRITE,
    "desk.article_preview_pdf": Right.WRITE,
    "desk.article_preview_web": Right.WRITE,
    "desk.article_proofs": Right.EDIT,
    "desk.article_state": Right.WRITE,
    "desk.article_version": Right.WRITE,
    "desk.article_word": Right.WRITE,
    "desk.articles": Right.WRITE,
    "desk.ask_new_key": Right.SIGNED_IN,
    "desk.ask_reader": Right.READERS,
    "desk.ask_readers": Right.READERS,
    "desk.ask_to_cancel": Right.SEND,
    "desk.ask_to_confirm": Right.EDIT,
    "desk.ask_to_delete_news": Right.WRITE,
    "desk.ask_to_delete_past_issue": Right.SEND,
    "desk.ask_to_drop_evidence": Right.WRITE,
    "desk.ask_to_erase": Right.READERS,
    "desk.ask_to_renew_help": Right.SEND,
    "desk.audit": Right.ADMINISTER,
    "desk.bring_back_implementers": Right.EDIT,
    "desk.bring_back_material_file": Right.EDIT,
    "desk.bring_back_media": Right.EDIT,
    "desk.bring_back_past_upload": Right.EDIT,
    "desk.cancel_event": Right.EDIT,
    "desk.cancel_past_reading": Right.EDIT,
    "desk.change_list": Right.READERS,
    "desk.change_lists": Right.READERS,
    "desk.change_own_address": Right.SIGNED_IN,
    "desk.change_own_password": Right.SIGNED_IN,
    "desk.change_person": Right.ADMINISTER,
    "desk.change_proof": Right.EDIT,
    "desk.change_roles": Right.ADMINISTER,
    "desk.change_section": Right.EDIT,
    "desk.check_links": Right.EDIT,
    "desk.choose_list": Right.SEND,
    "desk.choose_table": Right.READERS,
    "desk.compare_article": Right.WRITE,
    "desk.compare_news": Right.WRITE,
    "desk.confirm_address": Right.SIGNED_IN,
    "desk.confirm_digest": Right.SEND,
    "desk.confirm_help": Right.EDIT,
    "desk.confirm_sending": Right.SEND,
    "desk.control_dispatch": Right.SEND,
    "desk.correct_reader": Right.READERS,
    "desk.create_article": Right.WRITE,
    "desk.create_issue": Right.EDIT,
    "desk.create_news": Right.WRITE,
    "desk.credit_line": Right.WRITE,
    "desk.crop_media": Right.EDIT,
    "desk.delete_event": Right.EDIT,
    "desk.delete_material": Right.EDIT,
    "desk.delete_media": Right.EDIT,
    "desk.delete_news": Right.WRITE,
    "desk.delete_past_issue": Right.SEND,
    "desk.delete_trial_group": Right.SEND,
    "desk.delete_webinar": Right.EDIT,
    "desk.deliveries": Right.SEND,
    "desk.deliveries_csv": Right.SEND,
    "desk.digest": Right.SEND,
    "desk.digest_letter_html": Right.SEND,
    "desk.digest_letter_text": Right.SEND,
    "desk.digest_lists": Right.SEND,
    "desk.digest_look": Right.SEND,
    "desk.digest_picture": Right.SEND,
    "desk.digest_trial": Right.SEND,
    "desk.dispatch": Right.SEND,
    "desk.dispatch_letter": Right.SEND,
    "desk.dispatch_letter_html": Right.SEND,
    "desk.dispatch_letter_text": Right.SEND,
    "desk.dispatch_progress": Right.SEND,
    "desk.dispatches": Right.SEND,
    "desk.dossier_copy": Right.READERS,
    "desk.drop_correction": Right.EDIT,
    "desk.drop_issue_person": Right.EDIT,
    "desk.drop_key": Right.SIGNED_IN,
    "desk.drop_news_changes": Right.EDIT,
    "desk.drop_original": Right.WRITE,
    "desk.drop_past_replacement": Right.EDIT,
    "desk.drop_evidence": Right.WRITE,
    "desk.edit_past_issue": Right.EDIT,
    "desk.end_other_sessions": Right.SIGNED_IN,
    "desk.end_own_session": Right.SIGNED_IN,
    "desk.erase_reader": Right.READERS,
    "desk.event": Right.WRITE,
    "desk.events": Right.WRITE,
    "desk.exclude_article": Right.EDIT,
    "desk.export_readers": Right.READERS,
    "desk.finish_article": Right.EDIT,
    "desk.form_token": Right.SIGNED_IN,
    "desk.found_publication": Right.FOUND,
    "desk.give_up_codes": Right.SIGNED_IN,
    "desk.help_renewal": Right.SEND,
    "desk.hide_past_issue": Right.SEND,
    "desk.hold_event": Right.EDIT,
    "desk.home": Right.SIGNED_IN,
    "desk.implementer": Right.EDIT,
    "desk.implementers": Right.EDIT,
    "desk.implementers_csv": Right.EDIT,
    "desk.implementers_preview": Right.EDIT,
    "desk.import_past_issue": Right.EDIT,
    "desk.import_word_files": Right.WRITE,
    "desk.include_article": Right.EDIT,
    "desk.invite_author": Right.EDIT,
    "desk.invite_person": Right.ADMINISTER,
    "desk.issn_readiness": Right.SIGNED_IN,
    "desk.issue": Right.EDIT,
    "desk.issue_approval": Right.EDIT,
    "desk.issue_checks": Right.EDIT,
    "desk.issue_checks_count": Right.EDIT,
    "desk.issue_frame": Right.EDIT,
    "desk.issues": Right.EDIT,
    "desk.issue_people": Right.EDIT,
    "desk.issue_person": Right.EDIT,
    "desk.issue_preview": Right.EDIT,
    "desk.issue_preview_letter": Right.EDIT,
    "desk.issue_preview_pages": Right.EDIT,
    "desk.issue_preview_pdf": Right.EDIT,
    "desk.issue_preview_web": Right.EDIT,
    "desk.issue_publishing": Right.SEND,
    "desk.keep_typed_past": Right.EDIT,
    "desk.kept_letter": Right.SEND,
    "desk.kept_letter_html": Right.SEND,
    "desk.kept_letter_source": Right.SEND,
    "desk.label_media": Right.WRITE,
    "desk.letter": Right.WRITE,
    "desk.letter_html": Right.WRITE,
    "desk.letter_text": Right.WRITE,
    "desk.lift_refusal": Right.READERS,
    "desk.lift_suppression": Right.READERS,
    "desk.link_progress": Right.EDIT,
    "desk.lists": Right.READERS,
    "desk.look_up_address": Right.READERS,
    "desk.mailbox": Right.SEND,
    "desk.material": Right.WRITE,
    "desk.materials": Right.WRITE,
    "desk.media": Right.WRITE,
    "desk.media_by_name": Right.WRITE,
    "desk.media_choices": Right.WRITE,
    "desk.media_item": Right.WRITE,
    "desk.media_labels": Right.WRITE,
    "desk.media_picture": Right.WRITE,
    "desk.media_upload": Right.WRITE,
    "desk.new_article": Right.WRITE,
    "desk.new_event": Right.WRITE,
    "desk.new_implementer": Right.EDIT,
    "desk.new_issue": Right.EDIT,
    "desk.new_material": Right.WRITE,
    "desk.new_news": Right.WRITE,
    "desk.new_past_issue": Right.EDIT,
    "desk.new_publication": Right.FOUND,
    "desk.new_reader": Right.READERS,
    "desk.new_trial_group": Right.SEND,
    "desk.new_webinar": Right.WRITE,
    "desk.news": Right.WRITE,
    "desk.news_figure": Right.WRITE,
    "desk.news_history": Right.WRITE,
    "desk.news_item": Right.WRITE,
    "desk.news_picture": Right.WRITE,
    "desk.news_presence": Right.WRITE,
    "desk.news_preview": Right.WRITE,
    "desk.news_state": Right.WRITE,
    "desk.news_version": Right.WRITE,
    "desk.order_preview_pdf": Right.EDIT,
    "desk.own_account": Right.SIGNED_IN,
    "desk.own_codes": Right.SIGNED_IN,
    "desk.past_intake": Right.EDIT,
    "desk.past_intake_progress": Right.EDIT,
    "desk.past_issue": Right.EDIT,
    "desk.past_issue_cover": Right.EDIT,
    "desk.past_issue_pdf": Right.EDIT,
    "desk.past_issues": Right.EDIT,
    "desk.past_replacing": Right.EDIT,
    "desk.past_upload_cover": Right.EDIT,
    "desk.people": Right.ADMINISTER,
    "desk.person": Right.ADMINISTER,
    "desk.evidence_file": Right.WRITE,
    "desk.publication": Right.SIGNED_IN,
    "desk.publication_part": Right.APPROVE,
    "desk.publish_event": Right.EDIT,
    "desk.publish_issue": Right.SEND,
    "desk.publish_material": Right.EDIT,
    "desk.publish_webinar": Right.EDIT,
    "desk.publishing_progress": Right.SEND,
    "desk.read_past_again": Right.EDIT,
    "desk.reader": Right.READERS,
    "desk.reader_data": Right.READERS,
    "desk.reader_dossier": Right.READERS,
    "desk.readers": Right.READERS,
    "desk.remove_past_upload": Right.EDIT,
    "desk.rename_self": Right.SIGNED_IN,
    "desk.renew_help": Right.SEND,
    "desk.renew_paper_codes": Right.SIGNED_IN,
    "desk.replace_media": Right.EDIT,
    "desk.replace_past_pdf": Right.EDIT,
    "desk.reschedule": Right.SEND,
    "desk.restore_news": Right.WRITE,
    "desk.restore_version": Right.WRITE,
    "desk.retention": Right.READERS,
    "desk.retry": Right.SEND,
    "desk.retry_now": Right.SEND,
    "desk.save_article": Right.WRITE,
    "desk.save_article_details": Right.WRITE,
    "desk.save_article_text": Right.WRITE,
    "desk.save_digest": Right.SEND,
    "desk.save_issue_frame": Right.EDIT,
    "desk.save_issue_person": Right.EDIT,
    "desk.save_media_labels": Right.WRITE,
    "desk.save_news": Right.WRITE,
    "desk.save_news_text": Right.WRITE,
    "desk.save_original": Right.WRITE,
    "desk.save_publication": Right.APPROVE,
    "desk.send": Right.SEND,
    "desk.send_digest": Right.SEND,
    "desk.send_digest_trial": Right.SEND,
    "desk.send_trial": Right.SEND,
    "desk.set_up_codes": Right.SIGNED_IN,
    "desk.settings_in_use": Right.ADMINISTER,
    "desk.settle": Right.SEND,
    "desk.settle_comment": Right.EDIT,
    "desk.settle_implementer": Right.EDIT,
    "desk.settle_implementers": Right.EDIT,
    "desk.settle_now": Right.SEND,
    "desk.settle_refused": Right.READERS,
    "desk.returned": Right.READERS,
    "desk.refused_at_once": Right.READERS,
    "desk.undelivered": Right.READERS,
    "desk.take_back_returned": Right.READERS,
    "desk.forbid_returned": Right.READERS,
    "desk.settle_table": Right.READERS,
    "desk.shift_article": Right.EDIT,
    "desk.show_past_issue": Right.SEND,
    "desk.suppress_address": Right.READERS,
    "desk.suppressions": Right.READERS,
    "desk.system_state": Right.ADMINISTER,
    "desk.table_preview": Right.READERS,
    "desk.take_address": Right.SIGNED_IN,
    "desk.take_back_article": Right.EDIT,
    "desk.take_back_implementer": Right.EDIT,
    "desk.take_back_media": Right.EDIT,
    "desk.take_implementers": Right.EDIT,
    "desk.take_past_issues": Right.EDIT,
    "desk.take_present_form": Right.SEND,
    "desk.take_table": Right.READERS,
    "desk.throw_away_article": Right.EDIT,
    "desk.trial": Right.SEND,
    "desk.trial_group": Right.SEND,
    "desk.trial_groups": Right.SEND,
    "desk.unconfirm_past_upload": Right.EDIT,
    "desk.webinar": Right.WRITE,
    "desk.webinars": Right.WRITE,
    "desk.withdraw_approval": Right.APPROVE,
    "desk.withdraw_event": Right.EDIT,
    "desk.withdraw_material": Right.EDIT,
    "desk.withdraw_material_file": Right.EDIT,
    "desk.withdraw_news": Right.EDIT,
    "desk.withdraw_webinar": Right.EDIT,
    "desk.word_import": Right.WRITE,
    "desk.word_imported": Right.WRITE,
    "desk.wordings": Right.READERS,
    "desk.work_again": Right.ADMINISTER,
}


def rules(site: Site) -> list[Rule]:
    return sorted(site.app.url_map.iter_rules(), key=lambda rule: (rule.endpoint, rule.rule))


def test_every_route_is_in_the_table(site: Site) -> None:
    """A new route asks for its line here; what is in the table is what the program does."""
    with site.app.app_context():
        marked = {
            rule.endpoint: needed_right(rule.endpoint)
            for rule in rules(site)
            if not rule.endpoint.startswith(EVERYBODY)
        }
    assert marked == RIGHTS


@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_opens_what_it_may_and_nothing_else(role: Role | None, module_site: Site) -> None:
    module_site.app.config["WTF_CSRF_ENABLED"] = False
    roles = [role] if role else []
    client, rights = module_site.client_as(*roles), rights_of(roles)
    for path, endpoint, method in requests(module_site):
        is_open = RIGHTS[endpoint] in rights
        if is_open and method == "POST":
            continue  # it would be done
        answer = client.open(path, method=method)
        assert is_refused(answer.status_code, answer.data) != is_open, path


def test_a_stranger_is_led_to_sign_in_and_opens_nothing(module_site: Site) -> None:
    module_site.app.config["WTF_CSRF_ENABLED"] = False
    client = module_site.anonymous
    before = module_site.dump()
    for path, _, method in requests(module_site):
        answer = client.open(path, method=method)
        if method == "GET":
            assert (answer.status_code, answer.location[:18]) == (302, "/prihlaseni?next=/"), path
        else:
            assert answer.status_code == 401, path
        assert_scripts_are_told(client, path, method)
    assert module_site.dump() == before


def assert_scripts_are_told(client: FlaskClient, path: str, method: str) -> None:
    for headers in ({"HX-Request": "true"}, {"Accept": "application/json"}):
        answer = client.open(path, method=method, headers=headers)
        assert answer.status_code == 401, path
        assert answer.get_json()["error"] == "signed-out"


def test_a_script_is_told_when_its_form_or_its_session_ended(site: Site) -> None:
    """Whoever signed in again in another window has a new token, and the text is kept."""
    asked = {"Accept": "application/json"}
    answer = site.client.post("/redakce/ucet/jmeno", headers=asked)
    assert (answer.status_code, answer.get_json()["error"]) == (400, "form-expired")
    answer = site.anonymous.post("/redakce/ucet/jmeno", headers=asked)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "signed-out")


def test_an_unmarked_view_is_closed_to_everybody(site: Site) -> None:
    site.app.add_url_rule("/redakce/tajne", "desk.secret", lambda: "tajné")
    assert site.client.get("/redakce/tajne").status_code == 403
    assert site.anonymous.get("/redakce/tajne").status_code == 302


def test_what_is_refused_says_which_right_is_missing(site: Site) -> None:
    page = said(site.client_as(Role.AUTHOR).get("/redakce/rozesilky/"))
    assert "potřebujete právo vydávat a rozesílat čísla (vydavatel)" in page


def requests(site: Site) -> Iterator[tuple[str, str, str]]:
    """Path, endpoint and method of all that the desk answers."""
    for rule in rules(site):
        if not rule.endpoint.startswith(EVERYBODY):
            for method in {"GET", "POST"} & (rule.methods or set()):
                yield example(rule.rule), rule.endpoint, method


def is_refused(status: int, page: bytes) -> bool:
    return status == 403 and "potřebujete právo".encode() in page
