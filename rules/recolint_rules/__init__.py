"""The rules that recolint brings, behind the same entry point as anybody's."""

from __future__ import annotations

RULES = """
RL001 minimal file.not_utf8 fault required
RL002 minimal file.syntax_error fault required
RL003 minimal file.duplicate_key fault
RL004 minimal file.root_not_mapping fault required
RL005 minimal file.unknown_tag fault required
RL006 minimal file.non_string_key fault required
RL007 minimal file.alias_cycle fault required
RL008 minimal file.alias_bomb fault required
RL009 minimal file.nesting_too_deep fault required
RL010 minimal file.file_too_large fault required
RL011 minimal file.empty_file fault required
RL012 minimal file.not_a_job_spec fault
RL013 recommended file.empty_document fault
RL014 minimal file.byte_order_mark fault
RL015 recommended file.several_documents fault
RL020 recommended file.malformed_suppression fault
RL021 recommended file.unknown_rule_in_suppression fault
RL022 recommended file.unused_suppression fault
RL023 recommended file.expired_suppression fault
RL024 recommended file.refused_suppression fault
RL025 recommended file.change_of_locked_rule fault
RL030 minimal file.unfilled_placeholder
RL031 recommended file.skeleton_leftover
RL032 strict file.documentation_account
RL033 recommended file.secret_in_spec
RL101 minimal contract.unknown_member
RL102 minimal contract.missing_member
RL103 minimal contract.null_value
RL104 minimal contract.wrong_type
RL105 minimal contract.number_out_of_range
RL106 minimal contract.wrong_length
RL107 minimal contract.wrong_count
RL108 minimal contract.unknown_value
RL109 minimal contract.pattern_mismatch
RL110 minimal contract.describe_answer
RL201 recommended traffic.first_phase_users_above_three
RL202 strict traffic.later_phase_users_above_three
RL203 minimal traffic.unjoined_phases
RL204 minimal traffic.traffic_outlasts_job
RL205 minimal traffic.phase_outlasts_job
RL206 recommended traffic.phase_duration_out_of_range
RL207 recommended traffic.job_duration_too_long
RL208 recommended traffic.traffic_type_missing
RL209 recommended traffic.traffic_body_missing
RL210 recommended traffic.traffic_body_mismatch
RL211 recommended traffic.incomplete_phase
RL212 recommended traffic.incomplete_stairs
RL213 recommended traffic.high_spawn_rate
RL214 recommended traffic.stairs_duration_out_of_range
RL215 recommended traffic.stairs_outlast_job
RL216 recommended traffic.steps_outlast_job
RL217 strict traffic.uneven_steps
RL218 strict traffic.flat_traffic
RL219 strict traffic.unreachable_invocations
RL220 recommended traffic.job_too_short
RL230 recommended traffic.load_test_members_on_default
RL231 recommended traffic.bounds_on_default
RL232 recommended traffic.advanced_without_traffic
RL233 recommended traffic.advanced_without_target
RL234 recommended traffic.advanced_without_stopping
RL235 recommended traffic.advanced_without_duration
RL236 strict traffic.advanced_without_limit
RL237 strict traffic.candidates_on_advanced
RL238 strict traffic.default_without_candidates
RL250 recommended traffic.max_invocations_not_positive
RL251 recommended traffic.max_invocations_too_high
RL252 recommended traffic.unknown_percentile
RL253 recommended traffic.percentile_not_p95
RL254 recommended traffic.incomplete_threshold
RL255 recommended traffic.latency_not_positive
RL256 recommended traffic.latency_too_long
RL257 strict traffic.flat_invocations_continue
RL258 recommended traffic.empty_stopping_conditions
RL260 recommended traffic.high_test_limit
RL261 recommended traffic.parallel_above_total
RL262 recommended traffic.more_tests_than_allowed
RL263 recommended traffic.too_many_tests
RL264 strict traffic.limit_larger_than_needed
RL301 recommended naming.truncated_name
RL302 minimal naming.same_name across
RL303 recommended naming.same_truncated_name across
RL304 strict naming.same_request across
RL305 strict naming.static_name
RL306 recommended naming.name_breaks_policy
RL307 strict naming.missing_description
RL320 minimal naming.duplicate_tag_key
RL321 recommended naming.tag_keys_differ_by_case
RL322 minimal naming.reserved_tag_key
RL323 recommended naming.reserved_tag_value
RL324 recommended naming.missing_required_tag
RL325 recommended naming.tag_with_outer_space
RL401 recommended model.no_model_source
RL402 recommended model.two_model_sources
RL403 recommended model.model_without_container
RL405 recommended model.unversioned_package
RL406 recommended model.foreign_package
RL408 recommended model.specification_with_model
RL409 strict model.package_may_lack_fields
RL410 strict model.container_overrides_package
RL420 recommended model.missing_container_member
RL421 recommended model.missing_framework
RL422 strict model.missing_framework_version
RL423 recommended model.missing_content_types
RL424 recommended model.unknown_domain
RL425 recommended model.unknown_task
RL426 recommended model.unknown_framework
RL427 strict model.domain_task_mismatch
RL428 strict model.unknown_nearest_model
RL429 strict model.nearest_model_mismatch
RL430 recommended model.repeated_candidate
RL431 strict model.many_candidates
RL432 recommended model.unreadable_data_input
RL433 strict model.single_quoted_data_input
RL434 recommended model.data_input_list_without_pytorch
RL435 strict model.data_input_for_xgboost
RL436 strict model.data_input_layout_mismatch
RL437 recommended model.data_input_shape_not_positive
RL438 strict model.neo_cannot_compile
RL439 recommended model.empty_container
RL440 recommended model.empty_candidates
RL450 recommended model.payload_not_tar_gz
RL451 recommended model.payload_over_https
RL452 recommended model.invalid_bucket_name
RL453 recommended model.payload_without_key
RL454 strict model.bucket_outside_full_access
RL455 recommended model.payload_key_with_wildcard
RL456 recommended model.content_type_not_mime
RL457 recommended model.several_content_types
RL458 recommended model.empty_content_types
RL459 recommended model.repeated_content_type
RL501 recommended endpoints.no_endpoint_kind
RL502 recommended endpoints.two_endpoint_kinds
RL503 minimal endpoints.unknown_instance_type
RL504 minimal endpoints.malformed_instance_type
RL505 minimal endpoints.burstable_instance_type
RL506 recommended endpoints.instance_type_not_in_region
RL507 recommended endpoints.unoffered_instance_type
RL508 recommended endpoints.duplicate_configuration
RL509 strict endpoints.split_configuration
RL510 recommended endpoints.mixed_architectures
RL511 recommended endpoints.mixed_accelerators
RL512 recommended endpoints.neuron_without_deep_learning
RL513 strict endpoints.gpu_for_cpu_framework
RL514 recommended endpoints.mixed_endpoint_kinds
RL515 recommended endpoints.instance_type_not_supported
RL516 recommended endpoints.denied_instance_type
RL520 recommended endpoints.invalid_variable_name
RL521 recommended endpoints.empty_variable_value
RL522 recommended endpoints.duplicate_variable
RL523 recommended endpoints.duplicate_variable_value
RL524 recommended endpoints.reserved_variable
RL525 strict endpoints.single_value_variable
RL526 recommended endpoints.empty_environment
RL527 recommended endpoints.unnamed_variable
RL530 recommended endpoints.endpoint_without_name
RL531 recommended endpoints.empty_endpoints
RL532 strict endpoints.endpoint_with_model_name
RL533 recommended endpoints.production_endpoint
RL535 recommended endpoints.endpoint_with_serverless
RL540 minimal endpoints.invalid_memory_size
RL541 recommended endpoints.provisioned_concurrency
RL542 minimal endpoints.provisioned_above_max
RL543 recommended endpoints.serverless_in_vpc
RL544 recommended endpoints.serverless_with_gpu
RL545 recommended endpoints.serverless_with_instances
RL546 strict endpoints.serverless_volume_key
RL547 recommended endpoints.serverless_concurrency_over_account
RL548 strict endpoints.serverless_with_ranges
RL601 recommended security.key_form
RL602 recommended security.empty_key
RL603 recommended security.aws_managed_key
RL604 recommended security.key_in_other_region
RL605 strict security.key_in_other_account
RL606 recommended security.volume_key_on_local_storage
RL607 recommended security.volume_key_missing
RL608 strict security.unqualified_key
RL609 recommended security.output_key_missing
RL620 recommended security.vpc_id_form
RL621 recommended security.swapped_vpc_ids
RL622 recommended security.duplicate_vpc_id
RL623 strict security.single_subnet
RL624 strict security.vpc_with_model_name
RL626 recommended security.vpc_missing
RL630 recommended security.empty_output
RL631 recommended security.output_not_s3
RL632 recommended security.output_is_payload
RL633 strict security.compiled_output_without_compilation
RL634 strict security.output_key_without_output
RL640 minimal security.partitions_differ
RL641 minimal security.partition_outside_region
RL642 recommended security.package_in_other_region
RL643 recommended security.unknown_region
RL644 minimal security.role_in_other_account
RL701 recommended iam.role_without_slash
RL702 minimal iam.service_linked_role
RL703 recommended iam.role_breaks_policy
RL704 recommended iam.unusable_policy fault
RL705 recommended iam.role_outside_its_path
RL710 strict iam.volume_key_needs_grant
RL711 strict iam.output_key_needs_data_key
RL720 recommended iam.role_not_assumable
RL721 recommended iam.role_not_passable
RL722 recommended iam.forbidden_create
RL723 recommended iam.forbidden_tags
RL724 recommended iam.forbidden_key
RL725 recommended iam.unbounded_pass_role
RL730 recommended iam.unreadable_payload
RL731 recommended iam.unreadable_model
RL732 recommended iam.unpullable_image
RL733 recommended iam.unwritable_output
RL734 recommended iam.unwritable_logs
RL735 recommended iam.forbidden_endpoints
RL736 recommended iam.forbidden_existing_endpoint
RL737 recommended iam.forbidden_compilation
RL738 recommended iam.forbidden_network
RL740 recommended iam.volume_key_without_grant
RL741 recommended iam.output_key_without_data_key
RL750 recommended iam.unbounded_role
RL760 recommended iam.undecided_permission
RL761 strict iam.no_policy_at_hand across
RL801 recommended cost.expensive_parallelism
RL802 recommended cost.parallel_over_quota
RL901 minimal account.foreign_role online
RL902 minimal account.no_such_role online
RL903 minimal account.untrusting_role online
RL904 minimal account.resource_in_other_region online
RL905 recommended account.role_lacks_permission online
RL906 recommended account.caller_lacks_permission online
RL910 minimal account.no_such_package online
RL911 recommended account.package_lacks_fields online
RL912 minimal account.no_such_model online
RL920 minimal account.no_such_payload online
RL921 minimal account.payload_not_archive online
RL922 minimal account.empty_payload online
RL923 recommended account.payload_file_too_large online
RL930 minimal account.no_such_key online
RL931 minimal account.unusable_key online
RL940 minimal account.no_such_vpc_id online
RL941 minimal account.several_vpcs online
RL950 minimal account.no_such_endpoint online
RL951 recommended account.unsupported_endpoint online
RL960 minimal account.job_name_taken online
RL970 recommended account.quota_too_small online
"""
"""A line a rule, in order of code: code, preset, module; then what else is true of it (see ``recolint.rule.entry``)."""


def rules() -> tuple[str, ...]:
    """The lines of all rules, in order of code. Called through the entry point group ``recolint.rules``."""
    return tuple(RULES.strip().splitlines())


DATA = (
    ("instance types", "2026-11-23"),
    ("Regions of instance types", "2026-11-23"),
    ("Regions", "2026-11-26"),
)
"""The data in ``facts/data``, and the day on which each was taken from its source: ``python scripts/refresh.py``."""
