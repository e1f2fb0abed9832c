package io.yiping.k8s;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each pod template keeps: Pod Security <em>restricted</em> and what it leaves open, bounded memory, probes that mean
 * what Kubernetes takes them for, and time to stop.
 */
final class PodRules {

    private final List<String> broken = new ArrayList<>();

    private PodRules() {}

    /** The rules that a pod template breaks, in words; none is as it must be. */
    static List<String> brokenBy(PodTemplateSpec template) {
        PodRules rules = new PodRules();
        rules.check(template.getSpec());
        return rules.broken;
    }

    private void check(PodSpec pod) {
        isolation(pod);
        user(Objects.requireNonNullElseGet(pod.getSecurityContext(), PodSecurityContext::new));
        stop(pod);
        pod.getContainers().forEach(this::probes);
        pod.getContainers().forEach(this::container);
        pod.getInitContainers().forEach(this::container);
        rule(pod.getEphemeralContainers().isEmpty(), "no ephemeralContainers");
    }

    private void isolation(PodSpec pod) {
        rule(!Boolean.TRUE.equals(pod.getHostNetwork()), "no hostNetwork");
        rule(!Boolean.TRUE.equals(pod.getHostPID()), "no hostPID");
        rule(!Boolean.TRUE.equals(pod.getHostIPC()), "no hostIPC");
        rule(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "no service-account token");
        for (Volume volume : pod.getVolumes()) {
            boolean harmless = volume.getEmptyDir() != null || volume.getPersistentVolumeClaim() != null;
            rule(harmless, "no volume but emptyDir and claims: " + volume.getName());
        }
    }

    private void user(PodSecurityContext security) {
        rule(Boolean.TRUE.equals(security.getRunAsNonRoot()), "runAsNonRoot");
        rule(security.getRunAsUser() != null && security.getRunAsUser() > 0, "runAsUser");
        rule(isRuntimeDefault(security.getSeccompProfile()), "seccompProfile RuntimeDefault");
        rule(security.getSysctls().isEmpty(), "no sysctls");
    }

    private void stop(PodSpec pod) {
        Long grace = pod.getTerminationGracePeriodSeconds();
        long longest = LongestStop.of(pod).toSeconds();
        rule(
                grace != null && grace > longest,
                "terminationGracePeriodSeconds " + grace + " is more than the " + longest
                        + " s that stopping may take");
    }

    private void container(Container container) {
        security(Objects.requireNonNullElseGet(container.getSecurityContext(), SecurityContext::new));
        memory(Objects.requireNonNullElseGet(container.getResources(), ResourceRequirements::new));
        rule(hasFixedVersion(container.getImage()), "an image with a version: " + container.getImage());
        for (ContainerPort port : container.getPorts()) {
            rule(port.getHostPort() == null, "no hostPort");
        }
        rule(
                container.getVolumeMounts().stream()
                        .anyMatch(mount -> mount.getMountPath().equals("/tmp")),
                "a writable /tmp");
    }

    private void security(SecurityContext security) {
        Capabilities capabilities = Objects.requireNonNullElseGet(security.getCapabilities(), Capabilities::new);
        SeccompProfile seccomp = security.getSeccompProfile();
        rule(!Boolean.TRUE.equals(security.getPrivileged()), "not privileged");
        rule(Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "no privilege escalation");
        rule(Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()), "a read-only root file system");
        rule(capabilities.getDrop().contains("ALL"), "all capabilities dropped");
        rule(capabilities.getAdd().isEmpty(), "no capability added");
        rule(!Boolean.FALSE.equals(security.getRunAsNonRoot()), "runAsNonRoot in the container too");
        rule(security.getRunAsUser() == null || security.getRunAsUser() > 0, "runAsUser in the container too");
        rule(seccomp == null || isRuntimeDefault(seccomp), "seccompProfile in the container too");
        rule(security.getProcMount() == null, "no procMount");
    }

    /** Request and limit are one figure: what is promised is there, and nobody else's pressure ends us. */
    private void memory(ResourceRequirements resources) {
        Quantity request = memoryOf(resources.getRequests());
        rule(request != null && request.equals(memoryOf(resources.getLimits())), "memory: request = limit");
    }

    private void probes(Container container) {
        probe(container.getStartupProbe(), "/q/health/started");
        probe(container.getReadinessProbe(), "/q/health/ready");
        // Not /q/health, which asks for readiness too: an outage of the database would restart every instance.
        probe(container.getLivenessProbe(), "/q/health/live");
        rule(container.getLifecycle() == null, "no lifecycle hook, which would take from the time to stop");
    }

    private void probe(Probe probe, String path) {
        boolean asks = probe != null
                && probe.getHttpGet() != null
                && path.equals(probe.getHttpGet().getPath());
        rule(asks, "a probe of " + path);
    }

    private void rule(boolean kept, String rule) {
        if (!kept) {
            broken.add(rule);
        }
    }

    private static boolean isRuntimeDefault(SeccompProfile profile) {
        return profile != null && "RuntimeDefault".equals(profile.getType());
    }

    private static Quantity memoryOf(Map<String, Quantity> resources) {
        return resources == null ? null : resources.get("memory");
    }

    private static boolean hasFixedVersion(String image) {
        int colon = image.lastIndexOf(':');
        return image.contains("@sha256:") || colon > image.lastIndexOf('/') && !image.endsWith(":latest");
    }
}
