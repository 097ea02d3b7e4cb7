extension PostgresSchema {
  /// Who may do what.
  static let rights = #"""
    -- Gives the two roles their rights, as far as they exist. To be called again by the owner when they
    -- were made later.
    CREATE FUNCTION grant_rights() RETURNS void LANGUAGE plpgsql SET search_path = slottui, pg_temp AS $$
    DECLARE
      role text;
    BEGIN
      FOR role IN
        SELECT r.rolname FROM pg_catalog.pg_roles r
        WHERE r.rolname IN ('slottui_reader', 'slottui_writer')
      LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA slottui TO %I', role);
        EXECUTE format(
          'GRANT SELECT ON store, block, block_version, slot, appointment, action, change, creation TO %I',
          role);
        EXECUTE format('GRANT SELECT (number, slot, locked_until) ON lock_key TO %I', role);
        EXECUTE format('GRANT SELECT ON ALL SEQUENCES IN SCHEMA slottui TO %I', role);
        EXECUTE format('GRANT EXECUTE ON FUNCTION lock_opens(uuid[], text[]) TO %I', role);
        IF role = 'slottui_writer' THEN
          GRANT INSERT, UPDATE, DELETE ON block, slot, appointment TO slottui_writer;
          GRANT INSERT, DELETE ON lock_key TO slottui_writer;
          GRANT INSERT ON action, change, creation TO slottui_writer;
          GRANT UPDATE (undone_by) ON action TO slottui_writer;
          GRANT USAGE ON ALL SEQUENCES IN SCHEMA slottui TO slottui_writer;
          -- What runs in checks and in triggers that are the writer's.
          GRANT EXECUTE ON FUNCTION metadata_is_good(text), is_copying() TO slottui_writer;
        END IF;
      END LOOP;
    END $$;

    REVOKE ALL ON ALL FUNCTIONS IN SCHEMA slottui FROM PUBLIC;

    -- Roles belong to the cluster: another database may have made them, perhaps at this moment.
    DO $$
    DECLARE
      role text;
      missing text[] := '{}';
    BEGIN
      FOREACH role IN ARRAY ARRAY['slottui_reader', 'slottui_writer'] LOOP
        IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role) THEN
          BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role);
          EXCEPTION
            WHEN duplicate_object OR unique_violation THEN
              NULL;
            WHEN insufficient_privilege THEN
              missing := missing || format('CREATE ROLE %I NOLOGIN;', role);
          END;
        END IF;
      END LOOP;
      IF missing <> '{}' THEN
        RAISE NOTICE 'roles are missing and % may not make them', current_user
          USING HINT = format('Somebody with CREATEROLE runs: %s Then you, in this database: %s',
            array_to_string(missing, ' '), 'SELECT slottui.grant_rights();');
      END IF;
    END $$;

    SELECT grant_rights();

    COMMIT;
    """#
}
