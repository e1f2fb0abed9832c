package io.yiping.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/**
 * A small disk of the test's own: ext4 on an image file behind a loop device. It can be filled up, and power can fail.
 *
 * <p>The device writes to the image with direct I/O, and nothing is written back by time while a test runs: what a program
 * has written and not synced is in memory only, and not in the image. {@link #failPower} checks that.
 *
 * <p>Failure: loud. {@link #close} leaves nothing mounted, nor does the end of the JVM.
 */
final class Disk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PROBE_BYTES = 256 * 1024;

    /** The file system's own flushes come after the test. */
    private static final String MOUNT_OPTIONS = "noatime,commit=300";

    /**
     * Percent of what may be dirty in memory. A new device has next to none and is flushed every 5 s; with its own share
     * only what has been dirty for 30 s is.
     */
    private static final int SHARE_OF_MEMORY = 10;

    private final Path folder;
    private final Thread lastResort = new Thread(this::detachAnyhow);
    private Path image;
    private String device;

    private Disk(String name) throws IOException {
        this.folder = Places.FAULTS.resolve(name + "-disk");
        this.image = Places.FAULTS.resolve(name + ".img");
        Command.succeeds("umount", "--lazy", folder.toString());
        Files.createDirectories(folder);
    }

    /** Skips the test, and says why, where nobody may mount. */
    static void assumeItCanBeMounted() throws IOException {
        String missing = "";
        Path probe = Files.createTempDirectory("mount");
        try {
            Command.run("losetup", "--find");
            Command.run("mount", "-t", "tmpfs", "-o", "size=1m", "none", probe.toString());
            Command.run("umount", probe.toString());
        } catch (IOException denied) {
            missing = denied.getMessage();
        } finally {
            Files.delete(probe);
        }
        Assumptions.assumeTrue(missing.isEmpty(), "needs root and loop devices: " + missing);
    }

    static Disk make(String name, int megabytes) throws IOException {
        Disk disk = new Disk(name);
        Runtime.getRuntime().addShutdownHook(disk.lastResort);
        try {
            Files.deleteIfExists(disk.image);
            try (RandomAccessFile file = new RandomAccessFile(disk.image.toFile(), "rw")) {
                file.setLength(megabytes * 1024L * 1024);
            }
            String eager = "lazy_itable_init=0,lazy_journal_init=0";
            Command.run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", eager, disk.image.toString());
            disk.attach();
            return disk;
        } catch (IOException | RuntimeException e) {
            disk.close();
            throw e;
        }
    }

    /** Where it is mounted. */
    Path folder() {
        return folder;
    }

    /** What was written so far reaches the device. */
    void flush() throws IOException {
        Command.run("sync", "--file-system", folder.toString());
    }

    /** Takes the room there is but for so much. @return the file to delete, so that there is room again */
    Path fillBut(int kilobytes) throws IOException {
        Path ballast = folder.resolve("ballast");
        long bytes = Files.getFileStore(folder).getUsableSpace() - kilobytes * 1024L;
        Command.run("fallocate", "--length", Long.toString(bytes), ballast.toString());
        return ballast;
    }

    /**
     * Notes what the device holds at this moment, which is what a power cut would leave. Whoever writes here must have been
     * stopped: the copy is of one moment, or this fails.
     *
     * @return the image as it was; {@link #replaceBy} continues with it
     */
    Path failPower() throws Exception {
        Path unsynced = Files.write(folder.resolve("unsynced"), new byte[PROBE_BYTES]);
        Path left = image.resolveSibling(image.getFileName() + ".left");
        Waits.until("nothing is on its way to the device", PATIENCE, () -> activity("inflight")
                .matches("0\\s+0"));
        String before = written();
        Command.run("dd", "if=" + image, "of=" + left, "bs=4M", "iflag=direct", "conv=sparse", "status=none");
        if (!written().equals(before)) {
            throw new AssertionError("Written while it was copied: " + before + ", then " + written());
        }
        Files.delete(unsynced);
        return left;
    }

    /** Power is back: mounts what was left by it, at the same place. */
    void replaceBy(Path left) throws Exception {
        Waits.until("nobody uses " + folder, PATIENCE, () -> Command.succeeds("umount", folder.toString()));
        detach();
        Files.move(left, image, StandardCopyOption.REPLACE_EXISTING);
        attach();
        Path unsynced = folder.resolve("unsynced");
        if (Files.exists(unsynced) && Files.size(unsynced) == PROBE_BYTES) {
            throw new AssertionError("What was never synced has survived: this was no power cut");
        }
    }

    @Override
    public void close() throws IOException {
        detachAnyhow();
        Runtime.getRuntime().removeShutdownHook(lastResort);
        Files.deleteIfExists(image);
        Files.deleteIfExists(image.resolveSibling(image.getFileName() + ".left"));
        Files.deleteIfExists(folder);
    }

    private void attach() throws IOException {
        device = Command.run("losetup", "--find", "--show", "--direct-io=on", image.toString());
        if (!activity("loop/dio").equals("1")) {
            throw new AssertionError(device + " writes to its image by way of memory");
        }
        keepInMemory(SHARE_OF_MEMORY);
        Command.run("mount", "-o", MOUNT_OPTIONS, device, folder.toString());
    }

    private void keepInMemory(int share) throws IOException {
        Files.writeString(inSys("bdi/min_ratio"), Integer.toString(share));
    }

    private void detach() throws IOException {
        keepInMemory(0);
        Command.run("losetup", "--detach", device);
        device = null;
    }

    private void detachAnyhow() {
        if (!Command.succeeds("umount", folder.toString())) {
            Command.succeeds("umount", "--lazy", folder.toString());
        }
        try {
            if (device != null) {
                detach();
            }
        } catch (IOException inUse) {
            // It goes with its last user: the mount is lazy.
        }
    }

    /** Sectors written and flushes done since the device was attached. */
    private String written() throws IOException {
        String[] numbers = activity("stat").split("\\s+");
        return numbers[6] + " sectors, " + numbers[15] + " flushes";
    }

    private String activity(String file) throws IOException {
        return Files.readString(
                        Path.of("/sys/block", Path.of(device).getFileName().toString(), file))
                .strip();
    }

    private Path inSys(String file) {
        return Path.of("/sys/block", Path.of(device).getFileName().toString(), file);
    }
}
