// @generated automatically by Diesel CLI.

diesel::table! {
    account_roles (account_id, role) {
        account_id -> BigInt,
        role -> Text,
    }
}

diesel::table! {
    accounts (id) {
        id -> BigInt,
        username -> Text,
        full_name -> Text,
        person_id -> Nullable<BigInt>,
        password_hash -> Text,
        must_change_password -> Bool,
        one_time_until -> Nullable<Timestamp>,
        locked_at -> Nullable<Timestamp>,
        text_size -> Integer,
        created_at -> Timestamp,
        password_set_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    agencies (id) {
        id -> BigInt,
        unit_id -> BigInt,
        parent_name -> Text,
        place -> Text,
        symbol -> Text,
        head_person_id -> Nullable<BigInt>,
        union_chair_person_id -> Nullable<BigInt>,
        help_contact -> Text,
        address_form -> Text,
        review_days -> BigInt,
        score_sheet -> Text,
        spares_own_unit -> Bool,
        least_boxes -> BigInt,
    }
}

diesel::table! {
    assessments (id) {
        id -> BigInt,
        object_kind -> Text,
        object_id -> BigInt,
        received_on -> Date,
        regime -> Text,
        outcome -> Text,
        record -> Text,
        reason -> Text,
        account_id -> Nullable<BigInt>,
        at -> Timestamp,
    }
}

diesel::table! {
    audit_entries (id) {
        id -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        actor_name -> Text,
        role -> Text,
        address -> Text,
        event -> Text,
        object_kind -> Text,
        object_id -> BigInt,
        note -> Text,
        changes -> Text,
        on_behalf_of -> Text,
        hash -> Text,
    }
}

diesel::table! {
    award_pair_tallies (year, award_code, with_code, unit_id) {
        year -> BigInt,
        award_code -> Text,
        with_code -> Text,
        unit_id -> BigInt,
        n -> BigInt,
    }
}

diesel::table! {
    award_list_choices (list_id, row_number) {
        list_id -> BigInt,
        row_number -> Integer,
        way -> Text,
        subject_id -> Nullable<BigInt>,
        gender -> Nullable<Text>,
        unit_id -> Nullable<BigInt>,
        joined_on -> Nullable<Date>,
    }
}

diesel::table! {
    award_lists (id) {
        id -> BigInt,
        file_name -> Text,
        content -> Binary,
        content_hash -> Text,
        layout -> Text,
        account_id -> BigInt,
        sent_by -> Text,
        sent_at -> Timestamp,
        import_id -> Nullable<BigInt>,
        people_import_id -> Nullable<BigInt>,
        stored_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    award_tallies (year, unit_id, award_code, revoked) {
        year -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        revoked -> Bool,
        n -> BigInt,
    }
}

diesel::table! {
    award_words (id) {
        id -> BigInt,
        word_key -> Text,
        word -> Text,
        award_code -> Nullable<Text>,
        account_id -> BigInt,
        written_by -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    awards (id) {
        id -> BigInt,
        subject_id -> BigInt,
        award_code -> Text,
        year -> BigInt,
        yearly -> Bool,
        decision_id -> BigInt,
        registration_id -> Nullable<BigInt>,
        unit_id -> BigInt,
        position -> Text,
        achievement -> Text,
        revoked_on -> Nullable<Date>,
        revoked_by -> Text,
        sort_key -> Binary,
        dossier_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    backup_troubles (step) {
        step -> Text,
        since -> Timestamp,
        why -> Text,
    }
}

diesel::table! {
    ballot_lines (sheet_id, ordinal) {
        sheet_id -> BigInt,
        ordinal -> BigInt,
        dossier_id -> BigInt,
        paper_agree -> Nullable<BigInt>,
        written_agree -> Nullable<BigInt>,
        screen_agree -> Nullable<BigInt>,
    }
}

diesel::table! {
    ballot_sheets (id) {
        id -> BigInt,
        ballot_id -> BigInt,
        ordinal -> BigInt,
        paper_issued -> BigInt,
        paper_invalid -> Nullable<BigInt>,
        written -> BigInt,
        boxes -> Nullable<BigInt>,
        boxes_invalid -> Nullable<BigInt>,
    }
}

diesel::table! {
    ballots (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        state -> Text,
        public_key -> Nullable<Binary>,
        holder_one -> Nullable<BigInt>,
        holder_two -> Nullable<BigInt>,
        least_boxes -> BigInt,
        voided_because -> Text,
    }
}

diesel::table! {
    calendars (account_id) {
        account_id -> BigInt,
        secret_hash -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    certificate_blanks (id) {
        id -> BigInt,
        certificate_id -> BigInt,
        award_code -> Text,
        serial -> Text,
        state -> Text,
        printed_on -> Date,
        received_by -> Text,
        handed_on -> Nullable<Date>,
        spoiled_on -> Nullable<Date>,
        reason -> Text,
        returned_on -> Nullable<Date>,
    }
}

diesel::table! {
    certificate_printers (id) {
        id -> BigInt,
        to_right -> BigInt,
        to_bottom -> BigInt,
    }
}

diesel::table! {
    certificate_template_fields (template_id, field) {
        template_id -> BigInt,
        field -> Text,
        shown -> Bool,
        from_left -> BigInt,
        from_top -> BigInt,
        width -> BigInt,
        size -> BigInt,
        align -> Text,
        bold -> Bool,
        capitals -> Bool,
    }
}

diesel::table! {
    certificate_templates (id) {
        id -> BigInt,
        award_code -> Text,
        in_use -> Bool,
        page_width -> BigInt,
        page_height -> BigInt,
        achievement -> Text,
    }
}

diesel::table! {
    certificates (id) {
        id -> BigInt,
        award_id -> BigInt,
        decision_id -> BigInt,
        award_code -> Text,
        book_year -> BigInt,
        book_no -> BigInt,
        state -> Text,
    }
}

diesel::table! {
    cluster_conclusions (id) {
        id -> BigInt,
        cluster_id -> BigInt,
        kind -> Text,
        edition -> BigInt,
        note -> Text,
        decided_by -> Text,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    cluster_criteria (id) {
        id -> BigInt,
        cluster_id -> BigInt,
        edition -> BigInt,
        ordinal -> BigInt,
        from_id -> Nullable<BigInt>,
        group_name -> Text,
        content -> Text,
        manner -> Text,
        most -> Text,
        target_id -> Nullable<BigInt>,
        full_at -> Nullable<Text>,
        award_code -> Text,
        each -> Nullable<Text>,
        tie_order -> Nullable<BigInt>,
    }
}

diesel::table! {
    cluster_editions (cluster_id, edition) {
        cluster_id -> BigInt,
        edition -> BigInt,
        reason -> Text,
        published_by -> Text,
        published_at -> Timestamp,
    }
}

diesel::table! {
    cluster_files (id) {
        id -> BigInt,
        sheet_id -> BigInt,
        ordinal -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    cluster_members (cluster_id, unit_id) {
        cluster_id -> BigInt,
        year -> BigInt,
        unit_id -> BigInt,
    }
}

diesel::table! {
    cluster_result_lines (conclusion_id, unit_id, criterion_id) {
        conclusion_id -> BigInt,
        unit_id -> BigInt,
        criterion_id -> BigInt,
        points -> Text,
        words -> Text,
    }
}

diesel::table! {
    cluster_results (conclusion_id, unit_id) {
        conclusion_id -> BigInt,
        unit_id -> BigInt,
        ordinal -> BigInt,
        rank -> BigInt,
        total -> Text,
        tie -> Text,
    }
}

diesel::table! {
    cluster_scores (sheet_id, criterion_id) {
        sheet_id -> BigInt,
        criterion_id -> BigInt,
        self_points -> Nullable<Text>,
        explanation -> Text,
        verified_points -> Nullable<Text>,
        reason -> Text,
    }
}

diesel::table! {
    cluster_sheets (id) {
        id -> BigInt,
        cluster_id -> BigInt,
        unit_id -> BigInt,
        state -> Text,
        scribe_id -> Nullable<BigInt>,
        submitted_by -> Nullable<BigInt>,
        submitted_name -> Text,
        submitted_at -> Nullable<Timestamp>,
        confirmed_name -> Text,
        confirmed_at -> Nullable<Timestamp>,
        returned_because -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    conferences (id) {
        id -> BigInt,
        year -> BigInt,
        title -> Text,
        planned_on -> Date,
        due_on -> Nullable<Date>,
        place -> Text,
        chair -> Text,
        union_chair -> Text,
        agenda -> Text,
        state -> Text,
        held_on -> Nullable<Date>,
        called -> Nullable<BigInt>,
        attended -> Nullable<BigInt>,
        resolutions -> Text,
        version -> BigInt,
        created_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    council_meeting_amendments (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        minutes_no -> Text,
        written_on -> Date,
        content -> Text,
    }
}

diesel::table! {
    council_meeting_conflicts (meeting_id, dossier_id, person_id) {
        meeting_id -> BigInt,
        dossier_id -> BigInt,
        person_id -> BigInt,
        kind -> Text,
        reason -> Text,
    }
}

diesel::table! {
    council_meeting_files (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    council_meeting_items (meeting_id, dossier_id) {
        meeting_id -> BigInt,
        dossier_id -> BigInt,
        award_code -> Text,
        passed -> Nullable<Bool>,
        reason -> Text,
    }
}

diesel::table! {
    council_meeting_members (meeting_id, person_id) {
        meeting_id -> BigInt,
        person_id -> BigInt,
        seat -> Text,
        way -> Text,
        reason -> Text,
    }
}

diesel::table! {
    council_meetings (id) {
        id -> BigInt,
        year -> BigInt,
        council_id -> BigInt,
        board_id -> Nullable<BigInt>,
        held_on -> Date,
        begun_at -> Text,
        ended_at -> Text,
        place -> Text,
        state -> Text,
        votes_on_own -> Bool,
        spares_own_unit -> Bool,
        counts_recused -> Bool,
        opinions -> Text,
        conclusion -> Text,
        minutes_no -> Text,
        result_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        since -> Timestamp,
    }
}

diesel::table! {
    council_result_lines (id) {
        id -> BigInt,
        result_id -> BigInt,
        dossier_id -> BigInt,
        award_code -> Text,
        agree -> BigInt,
        passed -> Bool,
        basis -> Text,
        members -> Nullable<BigInt>,
    }
}

diesel::table! {
    council_results (id) {
        id -> BigInt,
        year -> BigInt,
        held_on -> Date,
        minutes_no -> Text,
        members -> BigInt,
        present -> BigInt,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    council_seats (id) {
        id -> BigInt,
        council_id -> BigInt,
        person_id -> BigInt,
        seat -> Text,
        votes -> Bool,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        entered_on -> Date,
    }
}

diesel::table! {
    councils (id) {
        id -> BigInt,
        kind -> Text,
        decision_no -> Text,
        decided_on -> Date,
        starts_on -> Date,
        ends_on -> Nullable<Date>,
        created_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    decision_corrections (id) {
        id -> BigInt,
        decision_id -> BigInt,
        document_no -> Text,
        corrected_on -> Date,
        content -> Text,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    decision_lines (id) {
        id -> BigInt,
        decision_id -> BigInt,
        dossier_id -> BigInt,
    }
}

diesel::table! {
    decision_scans (id) {
        id -> BigInt,
        decision_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    decisions (id) {
        id -> BigInt,
        authority -> Text,
        own -> Bool,
        year -> BigInt,
        abstract_line -> Text,
        state -> Text,
        version -> BigInt,
        number -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        number_year -> Nullable<Integer>,
        signer_name -> Text,
        signer_position -> Text,
        created_by -> Nullable<BigInt>,
        since -> Timestamp,
    }
}

diesel::table! {
    delegations (id) {
        id -> BigInt,
        giver_id -> BigInt,
        taker_id -> BigInt,
        scope -> Text,
        form -> Text,
        starts_on -> Date,
        ends_on -> Date,
        reason -> Text,
        ended_on -> Nullable<Date>,
    }
}

diesel::table! {
    disciplines (id) {
        id -> BigInt,
        person_id -> BigInt,
        decided_on -> Date,
        kind -> Text,
        decision_no -> Text,
        entered_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    document_files (id) {
        id -> BigInt,
        document_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_at -> Timestamp,
    }
}

diesel::table! {
    document_receipts (document_id, person_id) {
        document_id -> BigInt,
        person_id -> BigInt,
        at -> Timestamp,
    }
}

diesel::table! {
    document_units (document_id, unit_id) {
        document_id -> BigInt,
        unit_id -> BigInt,
    }
}

diesel::table! {
    documents (id) {
        id -> BigInt,
        year -> BigInt,
        kind -> Text,
        number -> Text,
        issued_on -> Date,
        agency -> Text,
        abstract_line -> Text,
        content -> Text,
        readers -> Text,
        due_on -> Nullable<Date>,
        conference_id -> Nullable<BigInt>,
        replaces_id -> Nullable<BigInt>,
        state -> Text,
        version -> BigInt,
        sent_on -> Nullable<Date>,
        reason -> Text,
        created_by -> Nullable<BigInt>,
        folded -> Text,
    }
}

diesel::table! {
    dossier_files (id) {
        id -> BigInt,
        dossier_id -> BigInt,
        item -> Text,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    dossier_moves (id) {
        id -> BigInt,
        dossier_id -> BigInt,
        year -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        actor_name -> Text,
        on_behalf_of -> Text,
        event -> Text,
        from_state -> Text,
        to_state -> Text,
        award_before -> Text,
        award_after -> Text,
        changes_list -> Bool,
        reason -> Text,
        due_on -> Nullable<Date>,
    }
}

diesel::table! {
    dossier_report_sections (dossier_id, section) {
        dossier_id -> BigInt,
        section -> Text,
        content -> Text,
        done -> Bool,
    }
}

diesel::table! {
    dossier_tallies (year, unit_id, award_code, state) {
        year -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        state -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    dossiers (id) {
        id -> BigInt,
        year -> BigInt,
        subject_id -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        kind -> Text,
        registration_id -> Nullable<BigInt>,
        state -> Text,
        held_from -> Nullable<Text>,
        version -> BigInt,
        achievement -> Text,
        on_behalf -> Bool,
        filed_on -> Nullable<Date>,
        received_on -> Nullable<Date>,
        reason -> Text,
        mend_field -> Text,
        holder_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        moved_by -> Nullable<BigInt>,
        since -> Timestamp,
        due_on -> Nullable<Date>,
        paid_on -> Nullable<Date>,
        paid_amount -> Nullable<BigInt>,
        sort_key -> Binary,
        publicity_closed_on -> Nullable<Date>,
        movement_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    emulation_clusters (id) {
        id -> BigInt,
        year -> BigInt,
        name -> Text,
        basis -> Text,
        self_due_on -> Date,
        verify_due_on -> Date,
        state -> Text,
        edition -> BigInt,
        revised_because -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    emulation_years (year) {
        year -> BigInt,
        registration_due_on -> Date,
        state -> Text,
        registration_opens_on -> Nullable<Date>,
        closed_on -> Nullable<Date>,
    }
}

diesel::table! {
    escalation_lines (escalation_id, dossier_id) {
        escalation_id -> BigInt,
        dossier_id -> BigInt,
        award_code -> Text,
    }
}

diesel::table! {
    escalations (id) {
        id -> BigInt,
        year -> BigInt,
        state -> Text,
        recipient -> Text,
        summary -> Text,
        number -> Nullable<Text>,
        submitted_on -> Nullable<Date>,
        signer_name -> Text,
        signer_position -> Text,
    }
}

diesel::table! {
    forgotten_audit_entries (id) {
        id -> BigInt,
        at -> Timestamp,
        hash -> Text,
        forgotten_by -> BigInt,
    }
}

diesel::table! {
    fund_entries (id) {
        id -> BigInt,
        source_id -> BigInt,
        year -> BigInt,
        kind -> Text,
        entered_on -> Date,
        document_no -> Text,
        content -> Text,
        note -> Text,
        amount -> BigInt,
        dossier_id -> Nullable<BigInt>,
        reverses_id -> Nullable<BigInt>,
        created_by -> Nullable<BigInt>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    fund_sources (id) {
        id -> BigInt,
        name -> Text,
        closed_on -> Nullable<Date>,
    }
}

diesel::table! {
    grades (id) {
        id -> BigInt,
        year -> BigInt,
        subject_id -> BigInt,
        grade -> Text,
        score_hundredths -> Nullable<BigInt>,
    }
}

diesel::table! {
    holidays (day) {
        day -> Date,
        name -> Text,
        is_worked -> Bool,
    }
}

diesel::table! {
    imports (id) {
        id -> BigInt,
        kind -> Text,
        file_name -> Text,
        content -> Binary,
        content_hash -> Text,
        state -> Text,
        account_id -> BigInt,
        created_at -> Timestamp,
        stored_at -> Nullable<Timestamp>,
        added -> BigInt,
        replaced -> BigInt,
        undo -> Text,
    }
}

diesel::table! {
    initiative_authors (initiative_id, person_id) {
        initiative_id -> BigInt,
        person_id -> BigInt,
        percent -> Integer,
        ordinal -> Integer,
        answer -> Nullable<Text>,
        answered_on -> Nullable<Date>,
        answer_reason -> Text,
        qualification -> Text,
    }
}

diesel::table! {
    initiative_comparison_remarks (id) {
        id -> BigInt,
        initiative_id -> BigInt,
        at -> Timestamp,
        account_id -> Nullable<BigInt>,
        author_name -> Text,
        words -> Text,
    }
}

diesel::table! {
    initiative_comparisons (initiative_id, source_id) {
        initiative_id -> BigInt,
        source_id -> BigInt,
        percent -> Integer,
    }
}

diesel::table! {
    initiative_files (id) {
        id -> BigInt,
        initiative_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
        content -> Nullable<Text>,
    }
}

diesel::table! {
    initiative_participants (initiative_id, ordinal) {
        initiative_id -> BigInt,
        ordinal -> Integer,
        name -> Text,
        birth_date -> Nullable<Date>,
        workplace -> Text,
        position -> Text,
        qualification -> Text,
        support -> Text,
    }
}

diesel::table! {
    initiative_raises (id) {
        id -> BigInt,
        initiative_id -> BigInt,
        level -> Text,
        decision_no -> Text,
        decided_on -> Date,
        authority -> Text,
        confirmed_by -> Text,
        confirmed_on -> Date,
        effect -> Text,
        before_level -> Text,
        before_decision_no -> Text,
        before_recognised_on -> Date,
        withdrawn_on -> Nullable<Date>,
        withdrawn_reason -> Text,
    }
}

diesel::table! {
    initiative_round_grades (round_id, letter) {
        round_id -> BigInt,
        letter -> Text,
        from_score -> BigInt,
    }
}

diesel::table! {
    initiative_round_items (round_id, initiative_id) {
        round_id -> BigInt,
        initiative_id -> BigInt,
        score_sum -> BigInt,
        sheets -> BigInt,
        agree -> BigInt,
        examiners -> BigInt,
        passed -> Nullable<Bool>,
        grade -> Text,
    }
}

diesel::table! {
    initiative_round_scans (id) {
        id -> BigInt,
        round_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    initiative_round_seats (round_id, person_id) {
        round_id -> BigInt,
        person_id -> BigInt,
        seat -> Text,
        attended -> Bool,
    }
}

diesel::table! {
    initiative_rounds (id) {
        id -> BigInt,
        year -> BigInt,
        name -> Text,
        filing_due_on -> Date,
        state -> Text,
        sheet_code -> Text,
        pass_mark -> BigInt,
        threshold_part -> BigInt,
        threshold_whole -> BigInt,
        quorum_part -> BigInt,
        quorum_whole -> BigInt,
        spares_own_unit -> Bool,
        council_no -> Text,
        minutes_no -> Text,
        held_on -> Nullable<Date>,
        begun_at -> Text,
        ended_at -> Text,
        place -> Text,
        opinions -> Text,
        decision_abstract -> Text,
        decision_no -> Nullable<Text>,
        decided_on -> Nullable<Date>,
        number_year -> Nullable<Integer>,
        signer_name -> Text,
        signer_position -> Text,
        created_by -> Nullable<BigInt>,
        since -> Timestamp,
    }
}

diesel::table! {
    initiative_sheet_marks (sheet_id, criterion) {
        sheet_id -> BigInt,
        criterion -> Text,
        points -> BigInt,
    }
}

diesel::table! {
    initiative_sheets (id) {
        id -> BigInt,
        round_id -> BigInt,
        initiative_id -> BigInt,
        examiner_id -> BigInt,
        state -> Text,
        verdict -> Nullable<Text>,
        comment -> Text,
        conflict -> Text,
        reopened_because -> Text,
        sent_at -> Nullable<Timestamp>,
        replaces_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    initiative_tallies (year, unit_id, state) {
        year -> BigInt,
        unit_id -> BigInt,
        state -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    initiative_uses (id) {
        id -> BigInt,
        initiative_id -> BigInt,
        unit_id -> BigInt,
        used_from -> Date,
        effect -> Text,
        confirmed_by -> BigInt,
        confirmed_on -> Date,
        withdrawn_on -> Nullable<Date>,
        withdrawn_reason -> Text,
    }
}

diesel::table! {
    initiatives (id) {
        id -> BigInt,
        code -> Text,
        year -> BigInt,
        unit_id -> BigInt,
        title -> Text,
        folded_title -> Text,
        field -> Text,
        summary -> Text,
        first_used_on -> Nullable<Date>,
        state -> Text,
        version -> BigInt,
        filed_on -> Nullable<Date>,
        level -> Nullable<Text>,
        decision_no -> Text,
        recognised_on -> Nullable<Date>,
        reason -> Text,
        created_by -> Nullable<BigInt>,
        moved_by -> Nullable<BigInt>,
        since -> Timestamp,
        due_on -> Nullable<Date>,
        investor -> Text,
        nature -> Text,
        confidential -> Text,
        conditions -> Text,
        benefits_by_author -> Text,
        benefits_by_users -> Text,
        continues_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    installations (id) {
        id -> BigInt,
        kind -> Text,
        clock_offset_seconds -> BigInt,
        created_at -> Timestamp,
    }
}

diesel::table! {
    interim_result_tallies (year, unit_id, award_code, state) {
        year -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        state -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    interim_results (id) {
        id -> BigInt,
        year -> BigInt,
        subject_id -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        state -> Text,
        on_date -> Date,
        sort_key -> Binary,
    }
}

diesel::table! {
    judgements (id) {
        id -> BigInt,
        subject_id -> BigInt,
        award_code -> Text,
        year -> BigInt,
        clause -> Text,
        met -> Bool,
        note -> Text,
        judged_by -> Nullable<BigInt>,
        judge_name -> Text,
        judged_on -> Date,
    }
}

diesel::table! {
    kept_papers (object_kind, object_id, paper) {
        object_kind -> Text,
        object_id -> BigInt,
        paper -> Text,
        content -> Text,
        sha256 -> Text,
        kept_at -> Timestamp,
    }
}

diesel::table! {
    key_dates (year, deadline_code) {
        year -> BigInt,
        deadline_code -> Text,
        due_on -> Date,
    }
}

diesel::table! {
    law_confirmations (id) {
        id -> BigInt,
        entry -> Text,
        document -> Text,
        note -> Text,
        confirmed_by -> Nullable<BigInt>,
        confirmed_at -> Timestamp,
        withdrawn_by -> Nullable<BigInt>,
        withdrawn_at -> Nullable<Timestamp>,
        withdrawn_because -> Text,
    }
}

diesel::table! {
    leaves (id) {
        id -> BigInt,
        person_id -> BigInt,
        from_date -> Date,
        to_date -> Nullable<Date>,
        kind -> Text,
        entered_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    login_failures (id) {
        id -> BigInt,
        username -> Text,
        address -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    login_rules (id) {
        id -> Integer,
        least_length -> BigInt,
        needs_mixture -> Bool,
        most_days -> BigInt,
        old_passwords -> BigInt,
        tries -> BigInt,
        address_tries -> BigInt,
        idle_minutes -> BigInt,
        second_factor_roles -> Text,
    }
}

diesel::table! {
    old_passwords (id) {
        id -> BigInt,
        account_id -> BigInt,
        password_hash -> Text,
    }
}

diesel::table! {
    recovery_codes (account_id, code_hash) {
        account_id -> BigInt,
        code_hash -> Text,
    }
}

diesel::table! {
    correction_requests (id) {
        id -> BigInt,
        account_id -> BigInt,
        words -> Text,
        asked_at -> Timestamp,
        answered_by -> Nullable<BigInt>,
        answered_at -> Nullable<Timestamp>,
        answer -> Text,
    }
}

diesel::table! {
    retention (id) {
        id -> Integer,
        access_months -> BigInt,
    }
}

diesel::table! {
    role_requests (id) {
        id -> BigInt,
        account_id -> BigInt,
        wanted -> Text,
        reason -> Text,
        asked_by -> BigInt,
        asked_at -> Timestamp,
        decided_by -> Nullable<BigInt>,
        decided_at -> Nullable<Timestamp>,
        outcome -> Text,
        note -> Text,
    }
}

diesel::table! {
    second_factors (account_id) {
        account_id -> BigInt,
        secret -> Text,
        confirmed_at -> Nullable<Timestamp>,
        last_step -> BigInt,
    }
}

diesel::table! {
    mail_addresses (account_id) {
        account_id -> BigInt,
        address -> Text,
        is_wanted -> Bool,
    }
}

diesel::table! {
    mail_settings (id) {
        id -> BigInt,
        is_on -> Bool,
        host -> Text,
        port -> BigInt,
        security -> Text,
        sender -> Text,
        username -> Text,
        password -> Text,
        hour -> BigInt,
        site -> Text,
        last_try_at -> Nullable<Timestamp>,
        last_error -> Text,
    }
}

diesel::table! {
    mails (account_id, day) {
        account_id -> BigInt,
        day -> Date,
        state -> Text,
        attempts -> BigInt,
        next_try_at -> Timestamp,
        error -> Text,
    }
}

diesel::table! {
    membership_tallies (unit_id) {
        unit_id -> BigInt,
        n -> BigInt,
    }
}

diesel::table! {
    memberships (id) {
        id -> BigInt,
        person_id -> BigInt,
        unit_id -> BigInt,
        position -> Text,
        from_date -> Date,
        to_date -> Nullable<Date>,
    }
}

diesel::table! {
    movement_files (id) {
        id -> BigInt,
        movement_id -> BigInt,
        file_name -> Text,
        media_type -> Text,
        size -> BigInt,
        sha256 -> Text,
        stored_name -> Text,
        added_by -> Nullable<BigInt>,
        added_at -> Timestamp,
    }
}

diesel::table! {
    movement_plan_lines (movement_id, ordinal) {
        movement_id -> BigInt,
        ordinal -> BigInt,
        award_code -> Text,
        subject_kind -> Text,
        most -> BigInt,
    }
}

diesel::table! {
    movement_reviews (movement_id, kind, unit_id) {
        movement_id -> BigInt,
        unit_id -> BigInt,
        kind -> Text,
        tasks_done -> Text,
        result -> Text,
        shortcomings -> Text,
        proposal -> Text,
        written_by -> Text,
        written_at -> Timestamp,
        remark -> Text,
        remarked_by -> Text,
        remarked_at -> Nullable<Timestamp>,
        version -> BigInt,
    }
}

diesel::table! {
    movement_tasks (id) {
        id -> BigInt,
        movement_id -> BigInt,
        ordinal -> BigInt,
        content -> Text,
        unit_id -> Nullable<BigInt>,
        due_on -> Nullable<Date>,
    }
}

diesel::table! {
    movement_units (movement_id, unit_id) {
        movement_id -> BigInt,
        unit_id -> BigInt,
    }
}

diesel::table! {
    movements (id) {
        id -> BigInt,
        year -> BigInt,
        name -> Text,
        launched_by -> Text,
        document_number -> Text,
        starts_on -> Date,
        ends_on -> Date,
        aims -> Text,
        version -> BigInt,
        state -> Text,
        origin -> Text,
        higher_document -> Text,
        criteria_units -> Text,
        criteria_people -> Text,
        criteria_leaders -> Text,
        plan_words -> Text,
        units_chosen -> Bool,
        launched_at -> Nullable<Timestamp>,
        launched_name -> Text,
        cancelled_because -> Text,
    }
}

diesel::table! {
    notice_marks (account_id) {
        account_id -> BigInt,
        seen_up_to -> BigInt,
    }
}

diesel::table! {
    notices (id) {
        id -> BigInt,
        at -> Timestamp,
        audience -> Text,
        words -> Text,
        object_kind -> Text,
        object_id -> BigInt,
        address -> Text,
        account_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    objections (id) {
        id -> BigInt,
        period_id -> BigInt,
        dossier_id -> BigInt,
        author_id -> BigInt,
        content -> Text,
        raised_at -> Timestamp,
        outcome -> Nullable<Text>,
        answer -> Text,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    pact_report_lines (report_id, target_id) {
        report_id -> BigInt,
        target_id -> BigInt,
        value -> Nullable<Text>,
        as_of -> Text,
        note -> Text,
    }
}

diesel::table! {
    pact_reports (id) {
        id -> BigInt,
        pact_id -> BigInt,
        quarter -> Integer,
        state -> Text,
        note -> Text,
        reported_by -> Text,
        reported_at -> Timestamp,
        decided_by -> Text,
        decided_at -> Nullable<Timestamp>,
        reason -> Text,
        version -> BigInt,
    }
}

diesel::table! {
    pact_signatures (id) {
        id -> BigInt,
        pact_id -> BigInt,
        edition -> BigInt,
        side -> Text,
        account_id -> Nullable<BigInt>,
        signer_name -> Text,
        signer_position -> Text,
        on_behalf_of -> Text,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    pacts (id) {
        id -> BigInt,
        year -> BigInt,
        movement_id -> Nullable<BigInt>,
        unit_id -> BigInt,
        signed_on -> Nullable<Date>,
        commitments -> Text,
        version -> BigInt,
        state -> Text,
        edition -> BigInt,
        support -> Text,
        awaits_agency -> Bool,
        awaits_union -> Bool,
        awaits_unit -> Bool,
    }
}

diesel::table! {
    people (id) {
        id -> BigInt,
        unit_id -> BigInt,
        position -> Text,
        gender -> Text,
        birth_date -> Nullable<Date>,
        staff_kind -> Text,
        joined_on -> Date,
        left_on -> Nullable<Date>,
        national_id -> Text,
        sort_key -> Binary,
    }
}

diesel::table! {
    people_tallies (unit_id) {
        unit_id -> BigInt,
        n -> BigInt,
        n_staying -> BigInt,
    }
}

diesel::table! {
    posted_forms (account_id, number) {
        account_id -> BigInt,
        number -> Text,
        location -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    publicity_lines (period_id, dossier_id) {
        period_id -> BigInt,
        dossier_id -> BigInt,
        award_code -> Text,
    }
}

diesel::table! {
    publicity_periods (id) {
        id -> BigInt,
        year -> BigInt,
        opened_on -> Date,
        working_days -> BigInt,
        ends_on -> Date,
        place -> Text,
        state -> Text,
        closed_on -> Nullable<Date>,
        minutes_no -> Text,
        conclusion -> Text,
    }
}

diesel::table! {
    registration_extensions (id) {
        id -> BigInt,
        year -> BigInt,
        subject_id -> BigInt,
        until -> Date,
        reason -> Text,
        granted_by -> Text,
        granted_on -> Date,
        withdrawn_on -> Nullable<Date>,
        withdrawn_because -> Text,
    }
}

diesel::table! {
    registration_pair_tallies (year, award_code, with_code, unit_id) {
        year -> BigInt,
        award_code -> Text,
        with_code -> Text,
        unit_id -> BigInt,
        n -> BigInt,
    }
}

diesel::table! {
    registration_tallies (year, unit_id, award_code, state) {
        year -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        state -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    registrations (id) {
        id -> BigInt,
        year -> BigInt,
        subject_id -> BigInt,
        unit_id -> BigInt,
        award_code -> Text,
        state -> Text,
        version -> BigInt,
        registered_on -> Nullable<Date>,
        pledge -> Text,
        planned_initiative -> Text,
        note -> Text,
        reason -> Text,
        on_behalf -> Bool,
        created_by -> Nullable<BigInt>,
        moved_by -> Nullable<BigInt>,
        since -> Timestamp,
        due_on -> Nullable<Date>,
        sort_key -> Binary,
    }
}

diesel::table! {
    regulation_caps (id) {
        id -> BigInt,
        regulation_id -> BigInt,
        article -> Text,
        award_code -> Text,
        subject -> Text,
        share -> BigInt,
        rounding -> Text,
        manager_share -> Nullable<BigInt>,
    }
}

diesel::table! {
    regulation_criteria (id) {
        id -> BigInt,
        regulation_id -> BigInt,
        article -> Text,
        award_code -> Text,
        subject -> Text,
        clause -> Text,
    }
}

diesel::table! {
    regulation_score_lines (id) {
        id -> BigInt,
        regulation_id -> BigInt,
        subject -> Text,
        name -> Text,
        points -> BigInt,
    }
}

diesel::table! {
    regulation_vote_rules (id) {
        id -> BigInt,
        regulation_id -> BigInt,
        article -> Text,
        award_code -> Text,
        threshold -> BigInt,
    }
}

diesel::table! {
    regulations (id) {
        id -> BigInt,
        document_no -> Text,
        title -> Text,
        effective_from -> Date,
        effective_to -> Nullable<Date>,
        publicity_days -> Nullable<BigInt>,
        registration_due -> Text,
        requires_registration -> Bool,
        state -> Text,
        created_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    relatives (person_id, relative_id) {
        person_id -> BigInt,
        relative_id -> BigInt,
        relation -> Text,
        declared_on -> Date,
    }
}

diesel::table! {
    result (meeting, choices) {
        meeting -> BigInt,
        choices -> Text,
        n -> BigInt,
    }
}

diesel::table! {
    reports (id) {
        id -> BigInt,
        year -> BigInt,
        kind -> Text,
        month -> Integer,
        unit_id -> Nullable<BigInt>,
        state -> Text,
        content -> Text,
        counted_on -> Date,
        writer -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    revenue_actuals (id) {
        id -> BigInt,
        year -> BigInt,
        month -> Integer,
        line_code -> Text,
        unit_id -> Nullable<BigInt>,
        amount -> BigInt,
    }
}

diesel::table! {
    revenue_closings (id) {
        id -> BigInt,
        year -> BigInt,
        month -> Integer,
        state -> Text,
        total -> BigInt,
        reason -> Text,
        account_id -> Nullable<BigInt>,
        made_by -> Text,
        made_at -> Timestamp,
    }
}

diesel::table! {
    revenue_entries (id) {
        id -> BigInt,
        year -> BigInt,
        month -> Integer,
        line_code -> Text,
        unit_id -> Nullable<BigInt>,
        amount -> Nullable<BigInt>,
        reason -> Text,
        entered_by -> Text,
        entered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    revenue_estimate_entries (id) {
        id -> BigInt,
        year -> BigInt,
        line_code -> Text,
        unit_id -> Nullable<BigInt>,
        assigned_by -> Text,
        assigned_on -> Date,
        amount -> Nullable<BigInt>,
        reason -> Text,
        entered_by -> Text,
        entered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    revenue_estimates (id) {
        id -> BigInt,
        year -> BigInt,
        line_code -> Text,
        unit_id -> Nullable<BigInt>,
        assigned_by -> Text,
        assigned_on -> Date,
        amount -> BigInt,
    }
}

diesel::table! {
    revenue_line_names (id) {
        id -> BigInt,
        name_key -> Text,
        under_key -> Text,
        name -> Text,
        under -> Text,
        line_code -> Nullable<Text>,
        account_id -> BigInt,
        written_by -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    revenue_notes (id) {
        id -> BigInt,
        year -> BigInt,
        month -> Integer,
        body -> Text,
        written_by -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    revenue_sheet_lines (sheet_id, line_code) {
        sheet_id -> BigInt,
        line_code -> Text,
        reported -> BigInt,
        earlier -> BigInt,
        stored_before -> Nullable<BigInt>,
        amount -> BigInt,
    }
}

diesel::table! {
    revenue_sheets (id) {
        id -> BigInt,
        source -> Text,
        file_name -> Text,
        content -> Binary,
        content_hash -> Text,
        year -> Nullable<BigInt>,
        month -> Nullable<Integer>,
        measure -> Nullable<Text>,
        money -> Nullable<Text>,
        amount_column -> Nullable<Integer>,
        notation -> Text,
        account_id -> BigInt,
        sent_by -> Text,
        sent_at -> Timestamp,
        import_id -> Nullable<BigInt>,
        stored_at -> Nullable<Timestamp>,
        reason -> Text,
        estimate_import_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    roll (meeting, member) {
        meeting -> BigInt,
        member -> BigInt,
        voted -> Bool,
    }
}

diesel::table! {
    saved_filters (id) {
        id -> BigInt,
        account_id -> BigInt,
        name -> Text,
        address -> Text,
        saved_at -> Timestamp,
    }
}

diesel::table! {
    sealed (id) {
        id -> Binary,
        meeting -> BigInt,
        #[sql_name = "box"]
        box_ -> Binary,
    }
}

diesel::table! {
    sessions (key_hash) {
        key_hash -> Text,
        account_id -> Nullable<BigInt>,
        state -> Text,
        address -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
    }
}

diesel::table! {
    similarity_background (shingle, initiative_id) {
        shingle -> BigInt,
        initiative_id -> BigInt,
    }
}

diesel::table! {
    similarity_shingles (shingle, initiative_id) {
        shingle -> BigInt,
        initiative_id -> BigInt,
    }
}

diesel::table! {
    similarity_texts (initiative_id) {
        initiative_id -> BigInt,
        rate -> BigInt,
        is_background -> Bool,
    }
}

diesel::table! {
    statistics_codes (regime, form) {
        regime -> Text,
        form -> Text,
        code -> Text,
        receiver -> Text,
    }
}

diesel::table! {
    subjects (id) {
        id -> BigInt,
        kind -> Text,
        code -> Text,
        name -> Text,
        folded_name -> Text,
        sort_key -> Binary,
    }
}

diesel::table! {
    targets (id) {
        id -> BigInt,
        movement_id -> Nullable<BigInt>,
        pact_id -> Nullable<BigInt>,
        ordinal -> BigInt,
        indicator -> Text,
        measure -> Text,
        source -> Text,
        manner -> Text,
        goal -> Nullable<Text>,
        words -> Text,
        lines -> Text,
        answering_id -> Nullable<BigInt>,
        award_code -> Text,
        due_on -> Nullable<Date>,
        reported -> Nullable<Text>,
        reported_on -> Nullable<Date>,
    }
}

diesel::table! {
    unit_meeting_attendance (meeting_id, person_id) {
        meeting_id -> BigInt,
        person_id -> BigInt,
        present -> Bool,
        reason -> Text,
    }
}

diesel::table! {
    unit_meeting_lines (id) {
        id -> BigInt,
        meeting_id -> BigInt,
        subject_id -> BigInt,
        award_code -> Text,
        registration_id -> Nullable<BigInt>,
        agree -> BigInt,
        disagree -> BigInt,
        dossier_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    unit_meetings (id) {
        id -> BigInt,
        year -> BigInt,
        unit_id -> BigInt,
        held_on -> Date,
        place -> Text,
        chair_id -> Nullable<BigInt>,
        secretary_id -> Nullable<BigInt>,
        opinions -> Text,
        conclusion -> Text,
        state -> Text,
        version -> BigInt,
        created_by -> Nullable<BigInt>,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    units (id) {
        id -> BigInt,
        parent_id -> Nullable<BigInt>,
        kind -> Text,
        sort_order -> BigInt,
        founded_on -> Nullable<Date>,
        dissolved_on -> Nullable<Date>,
        successor_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    wording_versions (id) {
        id -> BigInt,
        paper -> Text,
        passage -> Text,
        text -> Nullable<Text>,
        writer -> Text,
        written_by -> Nullable<BigInt>,
        written_at -> Timestamp,
    }
}

diesel::joinable!(account_roles -> accounts (account_id));
diesel::joinable!(accounts -> people (person_id));
diesel::joinable!(agencies -> units (unit_id));
diesel::joinable!(award_list_choices -> award_lists (list_id));
diesel::joinable!(award_lists -> accounts (account_id));
diesel::joinable!(awards -> decisions (decision_id));
diesel::joinable!(awards -> dossiers (dossier_id));
diesel::joinable!(awards -> emulation_years (year));
diesel::joinable!(awards -> registrations (registration_id));
diesel::joinable!(awards -> subjects (subject_id));
diesel::joinable!(awards -> units (unit_id));
diesel::joinable!(ballot_lines -> ballot_sheets (sheet_id));
diesel::joinable!(ballot_lines -> dossiers (dossier_id));
diesel::joinable!(ballot_sheets -> ballots (ballot_id));
diesel::joinable!(ballots -> council_meetings (meeting_id));
diesel::joinable!(calendars -> accounts (account_id));
diesel::joinable!(certificate_blanks -> certificates (certificate_id));
diesel::joinable!(certificate_template_fields -> certificate_templates (template_id));
diesel::joinable!(certificates -> awards (award_id));
diesel::joinable!(certificates -> decisions (decision_id));
diesel::joinable!(cluster_criteria -> emulation_clusters (cluster_id));
diesel::joinable!(cluster_files -> cluster_sheets (sheet_id));
diesel::joinable!(cluster_members -> emulation_clusters (cluster_id));
diesel::joinable!(cluster_members -> units (unit_id));
diesel::joinable!(cluster_results -> cluster_conclusions (conclusion_id));
diesel::joinable!(cluster_results -> units (unit_id));
diesel::joinable!(cluster_scores -> cluster_sheets (sheet_id));
diesel::joinable!(cluster_sheets -> emulation_clusters (cluster_id));
diesel::joinable!(cluster_sheets -> units (unit_id));
diesel::joinable!(conferences -> accounts (created_by));
diesel::joinable!(conferences -> emulation_years (year));
diesel::joinable!(council_meeting_amendments -> council_meetings (meeting_id));
diesel::joinable!(council_meeting_files -> council_meetings (meeting_id));
diesel::joinable!(council_meeting_items -> council_meetings (meeting_id));
diesel::joinable!(council_meeting_items -> dossiers (dossier_id));
diesel::joinable!(council_meeting_members -> council_meetings (meeting_id));
diesel::joinable!(council_meeting_members -> people (person_id));
diesel::joinable!(council_meetings -> accounts (created_by));
diesel::joinable!(council_meetings -> council_results (result_id));
diesel::joinable!(council_meetings -> emulation_years (year));
diesel::joinable!(council_result_lines -> council_results (result_id));
diesel::joinable!(council_result_lines -> dossiers (dossier_id));
diesel::joinable!(council_results -> accounts (created_by));
diesel::joinable!(council_results -> emulation_years (year));
diesel::joinable!(council_seats -> councils (council_id));
diesel::joinable!(council_seats -> people (person_id));
diesel::joinable!(councils -> accounts (created_by));
diesel::joinable!(decision_corrections -> accounts (created_by));
diesel::joinable!(decision_corrections -> decisions (decision_id));
diesel::joinable!(decision_lines -> decisions (decision_id));
diesel::joinable!(decision_lines -> dossiers (dossier_id));
diesel::joinable!(decision_scans -> accounts (added_by));
diesel::joinable!(decision_scans -> decisions (decision_id));
diesel::joinable!(decisions -> accounts (created_by));
diesel::joinable!(decisions -> emulation_years (year));
diesel::joinable!(disciplines -> accounts (entered_by));
diesel::joinable!(disciplines -> people (person_id));
diesel::joinable!(document_files -> documents (document_id));
diesel::joinable!(document_receipts -> documents (document_id));
diesel::joinable!(document_receipts -> people (person_id));
diesel::joinable!(document_units -> documents (document_id));
diesel::joinable!(document_units -> units (unit_id));
diesel::joinable!(documents -> accounts (created_by));
diesel::joinable!(documents -> conferences (conference_id));
diesel::joinable!(documents -> emulation_years (year));
diesel::joinable!(dossier_files -> accounts (added_by));
diesel::joinable!(dossier_files -> dossiers (dossier_id));
diesel::joinable!(dossier_moves -> accounts (account_id));
diesel::joinable!(dossier_moves -> dossiers (dossier_id));
diesel::joinable!(dossier_report_sections -> dossiers (dossier_id));
diesel::joinable!(dossiers -> emulation_years (year));
diesel::joinable!(dossiers -> movements (movement_id));
diesel::joinable!(dossiers -> registrations (registration_id));
diesel::joinable!(dossiers -> subjects (subject_id));
diesel::joinable!(dossiers -> units (unit_id));
diesel::joinable!(emulation_clusters -> emulation_years (year));
diesel::joinable!(escalation_lines -> dossiers (dossier_id));
diesel::joinable!(escalation_lines -> escalations (escalation_id));
diesel::joinable!(escalations -> emulation_years (year));
diesel::joinable!(fund_entries -> accounts (created_by));
diesel::joinable!(fund_entries -> dossiers (dossier_id));
diesel::joinable!(fund_entries -> fund_sources (source_id));
diesel::joinable!(grades -> emulation_years (year));
diesel::joinable!(grades -> subjects (subject_id));
diesel::joinable!(imports -> accounts (account_id));
diesel::joinable!(initiative_authors -> initiatives (initiative_id));
diesel::joinable!(initiative_authors -> people (person_id));
diesel::joinable!(initiative_comparison_remarks -> accounts (account_id));
diesel::joinable!(initiative_comparison_remarks -> initiatives (initiative_id));
diesel::joinable!(initiative_files -> accounts (added_by));
diesel::joinable!(initiative_files -> initiatives (initiative_id));
diesel::joinable!(initiative_participants -> initiatives (initiative_id));
diesel::joinable!(initiative_raises -> initiatives (initiative_id));
diesel::joinable!(initiative_round_grades -> initiative_rounds (round_id));
diesel::joinable!(initiative_round_items -> initiative_rounds (round_id));
diesel::joinable!(initiative_round_items -> initiatives (initiative_id));
diesel::joinable!(initiative_round_scans -> accounts (added_by));
diesel::joinable!(initiative_round_scans -> initiative_rounds (round_id));
diesel::joinable!(initiative_round_seats -> initiative_rounds (round_id));
diesel::joinable!(initiative_round_seats -> people (person_id));
diesel::joinable!(initiative_rounds -> accounts (created_by));
diesel::joinable!(initiative_rounds -> emulation_years (year));
diesel::joinable!(initiative_sheet_marks -> initiative_sheets (sheet_id));
diesel::joinable!(initiative_uses -> accounts (confirmed_by));
diesel::joinable!(initiative_uses -> initiatives (initiative_id));
diesel::joinable!(initiative_uses -> units (unit_id));
diesel::joinable!(initiatives -> emulation_years (year));
diesel::joinable!(initiatives -> units (unit_id));
diesel::joinable!(interim_results -> emulation_years (year));
diesel::joinable!(interim_results -> subjects (subject_id));
diesel::joinable!(interim_results -> units (unit_id));
diesel::joinable!(key_dates -> emulation_years (year));
diesel::joinable!(leaves -> accounts (entered_by));
diesel::joinable!(leaves -> people (person_id));
diesel::joinable!(mail_addresses -> accounts (account_id));
diesel::joinable!(mails -> accounts (account_id));
diesel::joinable!(memberships -> people (person_id));
diesel::joinable!(memberships -> units (unit_id));
diesel::joinable!(movement_files -> accounts (added_by));
diesel::joinable!(movement_files -> movements (movement_id));
diesel::joinable!(movement_plan_lines -> movements (movement_id));
diesel::joinable!(movement_reviews -> movements (movement_id));
diesel::joinable!(movement_reviews -> units (unit_id));
diesel::joinable!(movement_tasks -> movements (movement_id));
diesel::joinable!(movement_tasks -> units (unit_id));
diesel::joinable!(movement_units -> movements (movement_id));
diesel::joinable!(movement_units -> units (unit_id));
diesel::joinable!(movements -> emulation_years (year));
diesel::joinable!(notice_marks -> accounts (account_id));
diesel::joinable!(notices -> accounts (account_id));
diesel::joinable!(objections -> accounts (author_id));
diesel::joinable!(pact_report_lines -> pact_reports (report_id));
diesel::joinable!(pact_report_lines -> targets (target_id));
diesel::joinable!(pact_reports -> pacts (pact_id));
diesel::joinable!(pact_signatures -> accounts (account_id));
diesel::joinable!(pact_signatures -> pacts (pact_id));
diesel::joinable!(pacts -> emulation_years (year));
diesel::joinable!(pacts -> movements (movement_id));
diesel::joinable!(pacts -> units (unit_id));
diesel::joinable!(people -> subjects (id));
diesel::joinable!(people -> units (unit_id));
diesel::joinable!(publicity_lines -> dossiers (dossier_id));
diesel::joinable!(publicity_lines -> publicity_periods (period_id));
diesel::joinable!(publicity_periods -> emulation_years (year));
diesel::joinable!(registration_extensions -> emulation_years (year));
diesel::joinable!(registration_extensions -> subjects (subject_id));
diesel::joinable!(registrations -> emulation_years (year));
diesel::joinable!(registrations -> subjects (subject_id));
diesel::joinable!(registrations -> units (unit_id));
diesel::joinable!(regulation_caps -> regulations (regulation_id));
diesel::joinable!(regulation_criteria -> regulations (regulation_id));
diesel::joinable!(regulation_score_lines -> regulations (regulation_id));
diesel::joinable!(regulation_vote_rules -> regulations (regulation_id));
diesel::joinable!(regulations -> accounts (created_by));
diesel::joinable!(result -> ballot_sheets (meeting));
diesel::joinable!(reports -> emulation_years (year));
diesel::joinable!(reports -> units (unit_id));
diesel::joinable!(revenue_actuals -> emulation_years (year));
diesel::joinable!(revenue_actuals -> units (unit_id));
diesel::joinable!(revenue_closings -> accounts (account_id));
diesel::joinable!(revenue_closings -> emulation_years (year));
diesel::joinable!(revenue_entries -> emulation_years (year));
diesel::joinable!(revenue_entries -> units (unit_id));
diesel::joinable!(revenue_estimate_entries -> emulation_years (year));
diesel::joinable!(revenue_estimate_entries -> units (unit_id));
diesel::joinable!(revenue_estimates -> emulation_years (year));
diesel::joinable!(revenue_estimates -> units (unit_id));
diesel::joinable!(revenue_line_names -> accounts (account_id));
diesel::joinable!(revenue_notes -> emulation_years (year));
diesel::joinable!(revenue_sheet_lines -> revenue_sheets (sheet_id));
diesel::joinable!(revenue_sheets -> imports (import_id));
diesel::joinable!(roll -> ballot_sheets (meeting));
diesel::joinable!(roll -> people (member));
diesel::joinable!(saved_filters -> accounts (account_id));
diesel::joinable!(sealed -> ballot_sheets (meeting));
diesel::joinable!(sessions -> accounts (account_id));
diesel::joinable!(similarity_background -> similarity_texts (initiative_id));
diesel::joinable!(similarity_shingles -> similarity_texts (initiative_id));
diesel::joinable!(similarity_texts -> initiatives (initiative_id));
diesel::joinable!(targets -> movements (movement_id));
diesel::joinable!(targets -> pacts (pact_id));
diesel::joinable!(targets -> units (answering_id));
diesel::joinable!(unit_meeting_attendance -> people (person_id));
diesel::joinable!(unit_meeting_attendance -> unit_meetings (meeting_id));
diesel::joinable!(unit_meeting_lines -> dossiers (dossier_id));
diesel::joinable!(unit_meeting_lines -> registrations (registration_id));
diesel::joinable!(unit_meeting_lines -> subjects (subject_id));
diesel::joinable!(unit_meeting_lines -> unit_meetings (meeting_id));
diesel::joinable!(unit_meetings -> accounts (created_by));
diesel::joinable!(unit_meetings -> emulation_years (year));
diesel::joinable!(unit_meetings -> units (unit_id));
diesel::joinable!(units -> subjects (id));
diesel::joinable!(wording_versions -> accounts (written_by));

diesel::allow_tables_to_appear_in_same_query!(
    account_roles,
    accounts,
    agencies,
    assessments,
    audit_entries,
    award_pair_tallies,
    award_list_choices,
    award_lists,
    award_tallies,
    award_words,
    awards,
    backup_troubles,
    ballot_lines,
    ballot_sheets,
    ballots,
    calendars,
    certificate_blanks,
    certificate_printers,
    certificate_template_fields,
    certificate_templates,
    certificates,
    cluster_conclusions,
    cluster_criteria,
    cluster_editions,
    cluster_files,
    cluster_members,
    cluster_result_lines,
    cluster_results,
    cluster_scores,
    cluster_sheets,
    conferences,
    correction_requests,
    council_meeting_amendments,
    council_meeting_conflicts,
    council_meeting_files,
    council_meeting_items,
    council_meeting_members,
    council_meetings,
    council_result_lines,
    council_results,
    council_seats,
    councils,
    decision_corrections,
    decision_lines,
    decision_scans,
    decisions,
    delegations,
    disciplines,
    document_files,
    document_receipts,
    document_units,
    documents,
    dossier_files,
    dossier_moves,
    dossier_report_sections,
    dossier_tallies,
    dossiers,
    emulation_clusters,
    emulation_years,
    escalation_lines,
    escalations,
    forgotten_audit_entries,
    fund_entries,
    fund_sources,
    grades,
    holidays,
    imports,
    initiative_authors,
    initiative_comparison_remarks,
    initiative_comparisons,
    initiative_files,
    initiative_participants,
    initiative_raises,
    initiative_round_grades,
    initiative_round_items,
    initiative_round_scans,
    initiative_round_seats,
    initiative_rounds,
    initiative_sheet_marks,
    initiative_sheets,
    initiative_tallies,
    initiative_uses,
    initiatives,
    installations,
    interim_result_tallies,
    interim_results,
    judgements,
    kept_papers,
    key_dates,
    law_confirmations,
    leaves,
    login_failures,
    login_rules,
    mail_addresses,
    mail_settings,
    mails,
    membership_tallies,
    memberships,
    movement_files,
    movement_plan_lines,
    movement_reviews,
    movement_tasks,
    movement_units,
    movements,
    notice_marks,
    notices,
    objections,
    old_passwords,
    pact_report_lines,
    pact_reports,
    pact_signatures,
    pacts,
    people,
    people_tallies,
    posted_forms,
    publicity_lines,
    publicity_periods,
    recovery_codes,
    registration_extensions,
    registration_pair_tallies,
    registration_tallies,
    registrations,
    regulation_caps,
    regulation_criteria,
    regulation_score_lines,
    regulation_vote_rules,
    regulations,
    relatives,
    result,
    reports,
    revenue_actuals,
    revenue_closings,
    revenue_entries,
    revenue_estimate_entries,
    revenue_estimates,
    revenue_line_names,
    revenue_notes,
    revenue_sheet_lines,
    revenue_sheets,
    retention,
    role_requests,
    roll,
    saved_filters,
    sealed,
    second_factors,
    sessions,
    similarity_background,
    similarity_shingles,
    similarity_texts,
    statistics_codes,
    subjects,
    targets,
    unit_meeting_attendance,
    unit_meeting_lines,
    unit_meetings,
    units,
    wording_versions,
);
