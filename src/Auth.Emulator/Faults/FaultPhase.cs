namespace Amplify.Emulator;

/// <summary>When a fault strikes.</summary>
public enum FaultPhase
{
    /// <summary>Before the service acts: its state does not change, unless the fault only delays.</summary>
    Before,

    /// <summary>After the service acted: its state has changed, and the answer is delayed, lost or broken.</summary>
    After,
}
