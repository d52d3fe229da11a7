"""The rules that recolint brings, behind the same entry point as anybody's."""

from __future__ import annotations

RULES = """
RL001 minimal file.not_utf8 fault:encoding required
RL002 minimal file.syntax_error fault:syntax required
RL003 minimal file.duplicate_key fault:duplicate-key
RL004 minimal file.root_not_mapping fault:not-a-mapping required
RL005 minimal file.unknown_tag fault:unknown-tag required
RL006 minimal file.non_string_key fault:key-not-string required
RL007 minimal file.alias_cycle fault:cycle required
RL008 minimal file.alias_bomb fault:alias-bomb required
RL009 minimal file.nesting_too_deep fault:too-deep required
RL010 minimal file.file_too_large fault:too-large required
RL011 minimal file.empty_file fault:empty required
RL012 minimal file.not_a_job_spec fault:not-a-spec
RL013 recommended file.empty_document fault:empty-document
RL014 minimal file.byte_order_mark fault:byte-order-mark
RL015 recommended file.several_documents fault:several-documents
RL016 recommended file.untold_value fault:untold-value
RL020 recommended file.malformed_suppression fault:suppression-malformed
RL021 recommended file.unknown_rule_in_suppression fault:suppression-unknown-rule
RL022 recommended file.unused_suppression fault:suppression-unused
RL023 recommended file.expired_suppression fault:suppression-expired
RL024 recommended file.refused_suppression fault:suppression-refused
RL025 recommended file.change_of_locked_rule fault:rule-locked
RL030 minimal file.unfilled_placeholder
RL031 recommended file.skeleton_leftover
RL032 strict file.documentation_account
RL033 recommended file.secret_in_spec
RL101 minimal contract.unknown_member if violations
RL102 minimal contract.missing_member if violations
RL103 minimal contract.null_value if violations
RL104 minimal contract.wrong_type if violations
RL105 minimal contract.number_out_of_range if violations
RL106 minimal contract.wrong_length if violations
RL107 minimal contract.wrong_count if violations
RL108 minimal contract.unknown_value if violations
RL109 minimal contract.pattern_mismatch if violations
RL110 minimal contract.describe_answer if violations
RL201 recommended traffic.first_phase_users_above_three if Phases
RL202 strict traffic.later_phase_users_above_three if Phases
RL203 minimal traffic.unjoined_phases if Phases
RL204 minimal traffic.traffic_outlasts_job if Phases and JobDurationInSeconds
RL205 minimal traffic.phase_outlasts_job if Phases and JobDurationInSeconds
RL206 recommended traffic.phase_duration_out_of_range if Phases
RL207 recommended traffic.job_duration_too_long if JobDurationInSeconds
RL208 recommended traffic.traffic_type_missing if TrafficPattern and no TrafficType
RL209 recommended traffic.traffic_body_missing if TrafficPattern and no Phases
RL210 recommended traffic.traffic_body_mismatch if TrafficPattern
RL211 recommended traffic.incomplete_phase if Phases
RL212 recommended traffic.incomplete_stairs if Stairs
RL213 recommended traffic.high_spawn_rate if Phases
RL214 recommended traffic.stairs_duration_out_of_range if Stairs
RL215 recommended traffic.stairs_outlast_job if Stairs
RL216 recommended traffic.steps_outlast_job if Stairs
RL217 strict traffic.uneven_steps if Stairs
RL218 strict traffic.flat_traffic if TrafficPattern
RL219 strict traffic.unreachable_invocations if MaxInvocations
RL220 recommended traffic.job_too_short if JobDurationInSeconds and MaxParallelOfTests
RL230 recommended traffic.load_test_members_on_default if Default
RL231 recommended traffic.bounds_on_default if Default
RL232 recommended traffic.advanced_without_traffic if Advanced and no TrafficPattern
RL233 recommended traffic.advanced_without_target if Advanced and no EndpointConfigurations
RL234 recommended traffic.advanced_without_stopping if Advanced and no StoppingConditions
RL235 recommended traffic.advanced_without_duration if Advanced and no JobDurationInSeconds
RL236 strict traffic.advanced_without_limit if Advanced and no ResourceLimit
RL237 strict traffic.candidates_on_advanced if Advanced and SupportedInstanceTypes or SupportedEndpointType
RL238 strict traffic.default_without_candidates if Default
RL250 recommended traffic.max_invocations_not_positive if MaxInvocations
RL251 recommended traffic.max_invocations_too_high if MaxInvocations
RL252 recommended traffic.unknown_percentile if Percentile
RL253 recommended traffic.percentile_not_p95 if Percentile and Advanced
RL254 recommended traffic.incomplete_threshold if ModelLatencyThresholds
RL255 recommended traffic.latency_not_positive if ValueInMilliseconds
RL256 recommended traffic.latency_too_long if ValueInMilliseconds
RL257 strict traffic.flat_invocations_continue if FlatInvocations
RL258 recommended traffic.empty_stopping_conditions if empty
RL260 recommended traffic.high_test_limit if ResourceLimit
RL261 recommended traffic.parallel_above_total if MaxParallelOfTests and MaxNumberOfTests
RL262 recommended traffic.more_tests_than_allowed if MaxNumberOfTests
RL263 recommended traffic.too_many_tests if EndpointConfigurations and no MaxNumberOfTests
RL264 strict traffic.limit_larger_than_needed if MaxNumberOfTests
RL270 recommended traffic.parallelism_breaks_policy if options
RL271 recommended traffic.test_count_breaks_policy if options
RL272 recommended traffic.duration_breaks_policy if options
RL273 recommended traffic.stopping_breaks_policy if options
RL301 recommended naming.truncated_name if JobName
RL302 minimal naming.same_name across
RL303 recommended naming.same_truncated_name across
RL304 strict naming.same_request across
RL305 strict naming.static_name if JobName
RL306 recommended naming.name_breaks_policy if options
RL307 strict naming.missing_description
RL320 minimal naming.duplicate_tag_key if Tags
RL321 recommended naming.tag_keys_differ_by_case if Tags
RL322 minimal naming.reserved_tag_key if Tags
RL323 recommended naming.reserved_tag_value if Tags
RL324 recommended naming.missing_required_tag if options
RL325 recommended naming.tag_with_outer_space if Tags
RL401 recommended model.no_model_source if no ModelPackageVersionArn
RL402 recommended model.two_model_sources if ModelName
RL403 recommended model.model_without_container if ModelName
RL405 recommended model.unversioned_package if ModelPackageVersionArn
RL406 recommended model.foreign_package if ModelPackageVersionArn
RL408 recommended model.specification_with_model if ModelName
RL409 strict model.package_may_lack_fields if ModelPackageVersionArn
RL410 strict model.container_overrides_package if ModelPackageVersionArn
RL420 recommended model.missing_container_member if ModelName
RL421 recommended model.missing_framework if ModelName
RL422 strict model.missing_framework_version if ModelName
RL423 recommended model.missing_content_types if ModelName
RL424 recommended model.unknown_domain if Domain
RL425 recommended model.unknown_task if Task
RL426 recommended model.unknown_framework if Framework
RL427 strict model.domain_task_mismatch if Domain
RL428 strict model.unknown_nearest_model if NearestModelName
RL429 strict model.nearest_model_mismatch if NearestModelName
RL430 recommended model.repeated_candidate if SupportedInstanceTypes
RL431 strict model.many_candidates if SupportedInstanceTypes
RL432 recommended model.unreadable_data_input if DataInputConfig
RL433 strict model.single_quoted_data_input if DataInputConfig
RL434 recommended model.data_input_list_without_pytorch if DataInputConfig
RL435 strict model.data_input_for_xgboost if DataInputConfig
RL436 strict model.data_input_layout_mismatch if DataInputConfig
RL437 recommended model.data_input_shape_not_positive if DataInputConfig
RL438 strict model.neo_cannot_compile if DataInputConfig
RL439 recommended model.empty_container if empty
RL440 recommended model.empty_candidates if empty
RL450 recommended model.payload_not_tar_gz if SamplePayloadUrl
RL451 recommended model.payload_over_https if SamplePayloadUrl
RL452 recommended model.invalid_bucket_name if SamplePayloadUrl or S3OutputUri
RL453 recommended model.payload_without_key if SamplePayloadUrl
RL454 strict model.bucket_outside_full_access if SamplePayloadUrl
RL455 recommended model.payload_key_with_wildcard if SamplePayloadUrl
RL456 recommended model.content_type_not_mime if SupportedContentTypes
RL457 recommended model.several_content_types if SupportedContentTypes
RL458 recommended model.empty_content_types if empty
RL459 recommended model.repeated_content_type if SupportedContentTypes
RL460 recommended model.payload_breaks_policy if options
RL501 recommended endpoints.no_endpoint_kind if EndpointConfigurations
RL502 recommended endpoints.two_endpoint_kinds if ServerlessConfig and InstanceType
RL503 minimal endpoints.unknown_instance_type if InstanceType or SupportedInstanceTypes
RL504 minimal endpoints.malformed_instance_type if InstanceType or SupportedInstanceTypes
RL505 minimal endpoints.burstable_instance_type if InstanceType or SupportedInstanceTypes
RL506 recommended endpoints.instance_type_not_in_region if InstanceType or SupportedInstanceTypes
RL507 recommended endpoints.unoffered_instance_type if InstanceType or SupportedInstanceTypes
RL508 recommended endpoints.duplicate_configuration if EndpointConfigurations
RL509 strict endpoints.split_configuration if InstanceType
RL510 recommended endpoints.mixed_architectures if InstanceType or SupportedInstanceTypes
RL511 recommended endpoints.mixed_accelerators if InstanceType or SupportedInstanceTypes
RL512 recommended endpoints.neuron_without_deep_learning if Framework and InstanceType or SupportedInstanceTypes
RL513 strict endpoints.gpu_for_cpu_framework if Framework and InstanceType or SupportedInstanceTypes
RL514 recommended endpoints.mixed_endpoint_kinds if ServerlessConfig and InstanceType
RL515 recommended endpoints.instance_type_not_supported if SupportedInstanceTypes and InstanceType and Advanced
RL516 recommended endpoints.denied_instance_type if options
RL520 recommended endpoints.invalid_variable_name if CategoricalParameterRanges
RL521 recommended endpoints.empty_variable_value if empty
RL522 recommended endpoints.duplicate_variable if CategoricalParameterRanges
RL523 recommended endpoints.duplicate_variable_value if CategoricalParameterRanges
RL524 recommended endpoints.reserved_variable if CategoricalParameterRanges
RL525 strict endpoints.single_value_variable if CategoricalParameterRanges
RL526 recommended endpoints.empty_environment if empty
RL527 recommended endpoints.unnamed_variable if CategoricalParameterRanges
RL530 recommended endpoints.endpoint_without_name if Endpoints
RL531 recommended endpoints.empty_endpoints if Endpoints
RL532 strict endpoints.endpoint_with_model_name if ModelName
RL533 recommended endpoints.production_endpoint if Endpoints
RL535 recommended endpoints.endpoint_with_serverless if Endpoints and ServerlessConfig or SupportedEndpointType
RL540 minimal endpoints.invalid_memory_size if ServerlessConfig
RL541 recommended endpoints.provisioned_concurrency if ProvisionedConcurrency
RL542 minimal endpoints.provisioned_above_max if ProvisionedConcurrency
RL543 recommended endpoints.serverless_in_vpc if VpcConfig and ServerlessConfig or SupportedEndpointType
RL544 recommended endpoints.serverless_with_gpu if SupportedInstanceTypes and ServerlessConfig or SupportedEndpointType
RL545 recommended endpoints.serverless_with_instances if SupportedEndpointType and SupportedInstanceTypes
RL546 strict endpoints.serverless_volume_key if VolumeKmsKeyId and ServerlessConfig or SupportedEndpointType
RL547 recommended endpoints.serverless_concurrency_over_account if ServerlessConfig and MaxParallelOfTests
RL548 strict endpoints.serverless_with_ranges if ServerlessConfig
RL601 recommended security.key_form if VolumeKmsKeyId or KmsKeyId
RL602 recommended security.empty_key if empty
RL603 recommended security.aws_managed_key if VolumeKmsKeyId or KmsKeyId
RL604 recommended security.key_in_other_region if VolumeKmsKeyId or KmsKeyId
RL605 strict security.key_in_other_account if VolumeKmsKeyId or KmsKeyId
RL606 recommended security.volume_key_on_local_storage if VolumeKmsKeyId and InstanceType or SupportedInstanceTypes
RL607 recommended security.volume_key_missing if options
RL608 strict security.unqualified_key if VolumeKmsKeyId or KmsKeyId
RL609 recommended security.output_key_missing if options
RL610 recommended security.key_breaks_policy if options
RL620 recommended security.vpc_id_form if VpcConfig
RL621 recommended security.swapped_vpc_ids if VpcConfig
RL622 recommended security.duplicate_vpc_id if VpcConfig
RL623 strict security.single_subnet if VpcConfig
RL624 strict security.vpc_with_model_name if ModelName
RL626 recommended security.vpc_missing if options
RL627 recommended security.network_breaks_policy if options
RL630 recommended security.empty_output if empty
RL631 recommended security.output_not_s3 if S3OutputUri
RL632 recommended security.output_is_payload if S3OutputUri
RL633 strict security.compiled_output_without_compilation if CompiledOutputConfig
RL634 strict security.output_key_without_output if KmsKeyId
RL635 recommended security.output_breaks_policy if options
RL640 minimal security.partitions_differ
RL641 minimal security.partition_outside_region
RL642 recommended security.package_in_other_region if ModelPackageVersionArn
RL643 recommended security.unknown_region
RL644 minimal security.role_in_other_account if RoleArn
RL645 recommended security.region_breaks_policy if options
RL646 recommended security.account_breaks_policy if options
RL701 recommended iam.role_without_slash if RoleArn
RL702 minimal iam.service_linked_role if RoleArn
RL703 recommended iam.role_breaks_policy if options
RL704 recommended iam.unusable_policy fault:policy
RL705 recommended iam.role_outside_its_path if RoleArn
RL710 strict iam.volume_key_needs_grant if VolumeKmsKeyId
RL711 strict iam.output_key_needs_data_key if KmsKeyId
RL720 recommended iam.role_not_assumable if policies
RL721 recommended iam.role_not_passable if policies
RL722 recommended iam.forbidden_create if policies
RL723 recommended iam.forbidden_tags if policies
RL724 recommended iam.forbidden_key if policies
RL725 recommended iam.unbounded_pass_role if policies
RL730 recommended iam.unreadable_payload if policies
RL731 recommended iam.unreadable_model if policies
RL732 recommended iam.unpullable_image if policies
RL733 recommended iam.unwritable_output if policies
RL734 recommended iam.unwritable_logs if policies
RL735 recommended iam.forbidden_endpoints if policies
RL736 recommended iam.forbidden_existing_endpoint if policies
RL737 recommended iam.forbidden_compilation if policies
RL738 recommended iam.forbidden_network if policies
RL740 recommended iam.volume_key_without_grant if policies
RL741 recommended iam.output_key_without_data_key if policies
RL750 recommended iam.unbounded_role if policies
RL760 recommended iam.undecided_permission if policies
RL761 strict iam.missing_role_policies fault:role-policies
RL801 recommended cost.expensive_parallelism if options
RL802 recommended cost.parallel_over_quota if options
RL803 recommended cost.instance_hours_break_policy if options
RL804 recommended cost.cost_breaks_policy if options
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
"""One line for each rule, in order of code: code, preset, module, then its properties (see ``recolint.rule.entry``).

``if`` and members of the request end the line of a rule that is silent on a spec without any of them. ``if options``
ends the line of a rule that is silent until a config sets its options.
"""


def rules() -> tuple[str, ...]:
    """The lines of all rules, in order of code. Called through the entry point group ``recolint.rules``."""
    return tuple(RULES.strip().splitlines())


DATA = (
    ("instance types", "2026-11-23"),
    ("Regions of instance types", "2026-11-23"),
    ("Regions", "2026-11-26"),
)
"""The data in ``facts/data``, and the day on which each was taken from its source: ``python scripts/refresh.py``."""
